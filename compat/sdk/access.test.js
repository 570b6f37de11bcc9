import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { withEachClient } from '../support/clients.js';
import { refused } from '../support/errors.js';
import { clone } from '../support/git.js';
import { startMneme } from '../support/mneme.js';

let mneme;
before(async () => (mneme = await startMneme({ MNEME_API_KEY: 'open-sesame' })));
after(() => mneme.stop());

withEachClient('access', (connect) => {
  it('is given to whoever has the key, over REST and git', async () => {
    const letta = connect(mneme.url, { apiKey: 'open-sesame' });

    const agent = await letta.agents.create({ tags: ['git-memory-enabled'] });

    const memory = await clone(mneme.url, agent.id, { key: 'open-sesame' });
    assert.ok(memory.cloned.ok, memory.cloned.said);
    await memory.remove();
  });

  it('is refused with another key or none', async () => {
    await refused(() => connect(mneme.url, { apiKey: 'wrong' }).agents.list(), 401, /^Unauthorized$/);
    await refused(() => connect(mneme.url, { apiKey: null }).agents.create({}), 401);
    await assert.rejects(connect(mneme.url, { apiKey: 'wrong' }).tags.list(), {
      name: 'Error',
      status: 401,
    });
  });

  it('is not asked for by health', async () => {
    const health = await connect(mneme.url, { apiKey: null }).health();

    assert.deepEqual(health, { version: '0.16.8', status: 'ok' });
  });

  it('works with a base URL that ends with a slash', async () => {
    const letta = connect(`${mneme.url}/`, { apiKey: 'open-sesame' });

    const agent = await letta.agents.create({ memory_blocks: [{ label: 'a/b', value: 'v' }] });

    assert.equal((await letta.agents.blocks.retrieve('a/b', { agent_id: agent.id })).value, 'v');
  });

  it('names the actor by a header', async () => {
    const user = 'user-123e4567-e89b-42d3-8456-426614174000';
    const letta = connect(mneme.url, { apiKey: 'open-sesame', defaultHeaders: { user_id: user } });

    const agent = await letta.agents.create({ tags: ['git-memory-enabled'] });

    const memory = await clone(mneme.url, agent.id, { key: 'open-sesame' });
    assert.match((await memory.git('log', '-1', '--format=%an <%ae>')).out, new RegExp(user));
    await memory.remove();
    const wrong = connect(mneme.url, { apiKey: 'open-sesame', defaultHeaders: { user_id: 'me' } });
    await refused(() => wrong.agents.list(), 400, /Invalid user ID format/);
  });
});
