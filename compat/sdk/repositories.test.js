import assert from 'node:assert/strict';
import { after, before, beforeEach, it } from 'node:test';
import { withEachClient } from '../support/clients.js';
import { refused } from '../support/errors.js';
import { clone as cloneOf } from '../support/git.js';
import { aMneme } from '../support/mneme.js';

let mneme;
const clones = [];
before(async () => (mneme = await aMneme()));
after(async () => {
  await Promise.all(clones.map((files) => files.remove()));
  await mneme.stop();
});

async function clone(agent, name) {
  const files = await cloneOf(mneme.url, agent, { repository: `repositories/${name}.git` });
  clones.push(files);
  return files;
}

/** The clients have no methods for these; their users send the requests with the client's own. */
withEachClient('shared repositories', (connect) => {
  let letta;
  let agent;
  before(() => (letta = connect(mneme.url)));
  beforeEach(async () => (agent = (await letta.agents.create({})).id));

  const newName = () => `notes.${Math.random().toString(36).slice(2)}`;
  const create = (name = newName()) => letta.post('/v1/repositories', { body: { name } });
  const attach = (repository, more = {}) =>
    letta.post(`/v1/agents/${agent}/repositories`, { body: { repository_id: repository.id, ...more } });
  const attached = async () => (await letta.get(`/v1/agents/${agent}/repositories`)).repositories;

  it('are created, read, listed to the end of their pages, and deleted', async () => {
    const made = [await create(), await create(), await create()];
    const [one] = made;

    assert.deepEqual(Object.keys(one), ['id', 'name', 'created_at', 'updated_at']);
    assert.deepEqual(await letta.get(`/v1/repositories/${one.id}`), one);
    const listed = [];
    for (let offset = 0, page; page?.has_next_page ?? true; offset += 2) {
      page = await letta.get('/v1/repositories', { query: { limit: 2, offset } });
      listed.push(...page.repositories);
    }
    assert.deepEqual(listed.filter(({ id }) => made.some((each) => each.id === id)), made);
    assert.deepEqual(await letta.delete(`/v1/repositories/${one.id}`), {});
    await refused(() => letta.get(`/v1/repositories/${one.id}`), 404);
  });

  it('have names that are unique in any case, and nothing else in them', async () => {
    const { name } = await create();

    await refused(() => create(name.toUpperCase()), 409, /exists/);
    for (const bad of ['', '.', '..', 'memory', 'Memory', 'a/b', 'a b', 'ä', 'x'.repeat(65), 1, null]) {
      await refused(() => create(bad), 422, /name/);
    }
  });

  it('are written through one agent and read through another', async () => {
    const repository = await create();
    const other = (await letta.agents.create({})).id;
    assert.equal((await clone(agent, repository.name)).cloned.ok, false);
    await attach(repository);
    const at = `/v1/agents/${other}/repositories`;
    await letta.post(at, { body: { repository_id: repository.id, permissions: 'read' } });

    const mine = await clone(agent, repository.name);
    await mine.write('plan.md', 'Ship on Fridays.\n');
    await mine.commit('Plan');
    assert.ok((await mine.push()).ok);
    const theirs = await clone(other, repository.name);
    await theirs.write('plan.md', 'Never ship.\n');
    await theirs.commit('Sabotage');
    const pushed = await theirs.push();

    assert.equal(await (await clone(other, repository.name)).read('plan.md'), 'Ship on Fridays.\n');
    assert.equal(pushed.ok, false);
    assert.match(pushed.said, /may read the shared repository/);
  });

  it('are attached and detached, with what the agent may do', async () => {
    const repository = await create();
    const { id, name } = repository;

    await attach(repository);
    assert.deepEqual(await attached(), [{ id, name, is_primary: false, permissions: 'read_write' }]);
    await attach(repository, { permissions: 'read' });
    assert.deepEqual(await attached(), [{ id, name, is_primary: false, permissions: 'read' }]);
    assert.deepEqual(await letta.delete(`/v1/agents/${agent}/repositories/${id}`), {});

    assert.deepEqual(await attached(), []);
    await refused(() => letta.delete(`/v1/agents/${agent}/repositories/${id}`), 404);
    await refused(() => attach({ id: 'repo-1' }), 422);
    await refused(() => attach({ id: 'repo-123e4567-e89b-42d3-8456-426614174000' }), 404);
  });
});
