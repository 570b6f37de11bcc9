import assert from 'node:assert/strict';
import { after, before, beforeEach, it } from 'node:test';
import { withEachClient } from '../support/clients.js';
import { refused } from '../support/errors.js';
import { aMneme } from '../support/mneme.js';
import { onward, startProxy } from '../support/proxy.js';

let mneme;
let proxy;
/** What goes wrong with the next requests, one element each; then all goes well. */
let faults = [];
let requests = 0;

before(async () => {
  mneme = await aMneme();
  proxy = await startProxy(mneme.url, (request, response, forward) => {
    requests++;
    return faults.length ? faults.shift()(request, response) : forward();
  });
});
after(async () => {
  await proxy.stop();
  await mneme.stop();
});

const unavailable = (request, response) => {
  response.writeHead(503, { 'Retry-After': '0.1', 'Content-Type': 'application/json' });
  response.end('{"detail":"temporarily unavailable"}');
};
const busy = (request, response) => {
  response.writeHead(409, { 'Retry-After': '0.1', 'Content-Type': 'application/json' });
  response.end('{"detail":"the memory is busy, try again"}');
};
const answerLost = async (request, response) => {
  const answer = await onward(mneme.url, request);
  answer.resume();
  await new Promise((resolve) => answer.once('end', resolve));
  response.destroy();
};

withEachClient('retries', (connect) => {
  let letta;
  before(() => (letta = connect(proxy.url)));
  beforeEach(() => {
    faults = [];
    requests = 0;
  });

  it('get through when the memory was busy or unreachable for a moment', async () => {
    faults = [unavailable, busy];

    const made = await letta.agents.create({ name: 'At last' });

    assert.equal(made.name, 'At last');
    assert.equal(requests, 3);
  });

  it('give up after two', async () => {
    faults = [unavailable, unavailable, unavailable];

    await refused(() => letta.agents.list(), 503, /temporarily unavailable/);

    assert.equal(requests, 3);
  });

  it('of a write whose answer was lost change nothing more', async () => {
    const agent = await letta.agents.create({
      tags: ['git-memory-enabled'],
      memory_blocks: [{ label: 'human', value: 'old' }],
    });
    const at = { agent_id: agent.id };
    const extra = await letta.blocks.create({ label: 'system/extra', value: '' });

    faults = [answerLost];
    const changed = await letta.agents.blocks.update('system/human', { ...at, value: 'new' });
    faults = [answerLost];
    const attached = await letta.agents.blocks.attach(extra.id, at);
    faults = [answerLost];
    const retagged = await letta.agents.update(agent.id, { tags: [...agent.tags, 'more'] });

    assert.equal(changed.value, 'new');
    assert.equal(attached.blocks.length, 2);
    assert.equal(retagged.tags.length, 2);
  });

  it('of a conflict that stays are not made: it is told at once', async () => {
    const agent = await letta.agents.create({ memory_blocks: [{ label: 'human', value: '' }] });
    const other = await letta.blocks.create({ label: 'human', value: '' });
    requests = 0;

    await refused(() => letta.agents.blocks.attach(other.id, { agent_id: agent.id }), 409);

    assert.equal(requests, 1);
  });

  it('of what we do not have are not made: it is told at once', async () => {
    const agent = await letta.agents.create({});
    requests = 0;

    await refused(
      () => letta.agents.messages.create(agent.id, { input: 'hello' }),
      501,
      /runs no models/,
    );

    assert.equal(requests, 1);
  });
});
