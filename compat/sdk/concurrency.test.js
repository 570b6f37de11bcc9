import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { withEachClient } from '../support/clients.js';
import { clone } from '../support/git.js';
import { aMneme } from '../support/mneme.js';

let mneme;
before(async () => (mneme = await aMneme()));
after(() => mneme.stop());

const numbers = (n) => [...Array(n).keys()];

withEachClient('at the same time', (connect) => {
  let letta;
  before(() => (letta = connect(mneme.url)));

  const gitAgent = (...labels) =>
    letta.agents.create({
      tags: ['git-memory-enabled'],
      memory_blocks: labels.map((label) => ({ label, value: 'first' })),
    });

  it('many updates of one block are all done, each as a commit, and one of them is last', async () => {
    const agent = await gitAgent('system/log');
    const at = { agent_id: agent.id };

    const done = await Promise.all(
      numbers(8).map((i) => letta.agents.blocks.update('system/log', { ...at, value: `v${i}` })),
    );

    assert.deepEqual(done.map((block) => block.value), numbers(8).map((i) => `v${i}`));
    const last = await letta.agents.blocks.retrieve('system/log', at);
    const memory = await clone(mneme.url, agent.id);
    assert.ok((await memory.read('system/log.md')).endsWith(`---\n${last.value}`));
    assert.equal((await memory.subjects()).length, 9);
    await memory.remove();
  });

  it('updates of different blocks all stand', async () => {
    const labels = numbers(6).map((i) => `system/b${i}`);
    const agent = await gitAgent(...labels);

    await Promise.all(
      labels.map((label) => letta.agents.blocks.update(label, { agent_id: agent.id, value: label })),
    );

    const blocks = await letta.agents.blocks.list(agent.id, { limit: 100 });
    assert.deepEqual(
      blocks.getPaginatedItems().map((block) => block.value).sort(),
      labels,
    );
  });

  it('of two blocks with one label an agent gets one', async () => {
    const agent = await gitAgent();
    const twins = await Promise.all(
      numbers(4).map((i) => letta.blocks.create({ label: 'system/one', value: `v${i}` })),
    );

    const outcomes = await Promise.allSettled(
      twins.map((twin) => letta.agents.blocks.attach(twin.id, { agent_id: agent.id })),
    );

    const done = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    const statuses = outcomes.flatMap((o) => (o.status === 'rejected' ? [o.reason.status] : []));
    assert.equal(done.length, 1);
    assert.deepEqual(statuses, [409, 409, 409]);
    assert.equal((await letta.agents.retrieve(agent.id)).blocks.length, 1);
  });

  it('one block in several memories is the same everywhere afterwards', async () => {
    const shared = await letta.blocks.create({ label: 'system/team', value: 'first' });
    const agents = [];
    for (let i = 0; i < 3; i++) {
      const agent = await gitAgent();
      await letta.agents.blocks.attach(shared.id, { agent_id: agent.id });
      agents.push(agent);
    }

    await Promise.all(
      agents.map((agent, i) =>
        letta.agents.blocks.update('system/team', { agent_id: agent.id, value: `v${i}` }),
      ),
    );

    const { value } = await letta.blocks.retrieve(shared.id);
    assert.match(value, /^v[012]$/);
    for (const agent of agents) {
      const memory = await clone(mneme.url, agent.id);
      assert.ok((await memory.read('system/team.md')).endsWith(`---\n${value}`));
      await memory.remove();
    }
  });

  it('enabling git memory many times makes one repository with one commit', async () => {
    const agent = await letta.agents.create({ memory_blocks: [{ label: 'human', value: 'v' }] });

    await Promise.all(
      numbers(5).map(() => letta.agents.update(agent.id, { tags: ['git-memory-enabled'] })),
    );

    const memory = await clone(mneme.url, agent.id);
    assert.deepEqual(await memory.subjects(), ['Initial commit']);
    await memory.remove();
  });
});
