import assert from 'node:assert/strict';
import { after, afterEach, before, it } from 'node:test';
import { withEachClient } from '../support/clients.js';
import { refused } from '../support/errors.js';
import { clone as cloneOf } from '../support/git.js';
import { aMneme } from '../support/mneme.js';

const GIT = 'git-memory-enabled';
let mneme;
const clones = [];
before(async () => (mneme = await aMneme()));
after(() => mneme.stop());
afterEach(() => Promise.all(clones.splice(0).map((memory) => memory.remove())));

async function clone(agent) {
  const memory = await cloneOf(mneme.url, agent.id);
  clones.push(memory);
  return memory;
}

withEachClient('git memory', (connect) => {
  let letta;
  before(() => (letta = connect(mneme.url)));

  const born = (more = {}) =>
    letta.agents.create({
      tags: [GIT],
      memory_blocks: [{ label: 'human', value: 'Likes tea.', description: 'the user' }],
      ...more,
    });
  const labels = (agent) => agent.blocks.map((block) => block.label).sort();

  it('is there from birth when the tag is', async () => {
    const agent = await born();

    const memory = await clone(agent);

    assert.equal(agent.memory.git_enabled, true);
    assert.deepEqual(labels(agent), ['system/human']);
    assert.equal(
      await memory.read('system/human.md'),
      '---\ndescription: the user\n---\nLikes tea.',
    );
    assert.deepEqual(await memory.subjects(), ['Initial commit']);
  });

  it('comes later with the tag, renames blocks and keeps their ids', async () => {
    const plain = await letta.agents.create({
      tags: ['mine'],
      memory_blocks: [{ label: 'human', value: 'v' }, { label: 'letta/town', value: 'w' }],
    });
    assert.equal(plain.memory.git_enabled, false);
    assert.equal((await clone(plain)).cloned.ok, false);

    const enabled = await letta.agents.update(plain.id, { tags: ['mine', GIT] });
    const again = await letta.agents.update(plain.id, { tags: ['mine', GIT] });

    assert.deepEqual(labels(enabled), ['system/human', 'system/letta/town']);
    assert.deepEqual(
      enabled.blocks.map((block) => block.id).sort(),
      plain.blocks.map((block) => block.id).sort(),
    );
    assert.deepEqual(again.blocks, enabled.blocks);
    assert.deepEqual(await (await clone(plain)).subjects(), ['Initial commit']);
  });

  it('is not enabled when two blocks would get one name', async () => {
    const agent = await letta.agents.create({
      memory_blocks: [{ label: 'human', value: '1' }, { label: 'system/human', value: '2' }],
    });

    await refused(() => letta.agents.update(agent.id, { tags: [GIT] }), 409);

    assert.deepEqual(labels(await letta.agents.retrieve(agent.id)), ['human', 'system/human']);
  });

  it('is read over REST as soon as it was pushed', async () => {
    const agent = await born();
    const memory = await clone(agent);
    const at = { agent_id: agent.id };

    await memory.write('system/human.md', '---\ndescription: the user\n---\nLikes coffee.\n');
    await memory.write('reference/api.md', '---\ndescription: our API\nlimit: 700\n---\nREST');
    await memory.commit('Learn');
    assert.ok((await memory.push()).ok);

    const human = await letta.agents.blocks.retrieve('system/human', at);
    const api = await letta.agents.blocks.retrieve('reference/api', at);
    assert.equal(human.value, 'Likes coffee.\n');
    assert.equal(human.id, agent.blocks[0].id);
    assert.deepEqual([api.value, api.description, api.limit], ['REST', 'our API', 700]);
    assert.deepEqual(labels(await letta.agents.retrieve(agent.id)), ['reference/api', 'system/human']);
    assert.match(await letta.agents.recompile(agent.id), /Likes coffee\./);
  });

  it('is pulled as soon as it was written over REST', async () => {
    const agent = await born();
    const memory = await clone(agent);

    await letta.agents.blocks.update('system/human', { agent_id: agent.id, value: 'Drinks mate.' });
    await letta.blocks.update(agent.blocks[0].id, { description: 'whom we serve' });

    assert.ok((await memory.pull()).ok);
    assert.equal(
      await memory.read('system/human.md'),
      '---\ndescription: whom we serve\n---\nDrinks mate.',
    );
    assert.deepEqual(await memory.subjects(), [
      'Update system/human block',
      'Update system/human block',
      'Initial commit',
    ]);
  });

  it('makes no commit of an update that changes nothing', async () => {
    const agent = await born();
    const at = { agent_id: agent.id };

    const same = await letta.agents.blocks.update('system/human', { ...at, value: 'Likes tea.' });

    assert.equal(same.value, 'Likes tea.');
    assert.deepEqual(await (await clone(agent)).subjects(), ['Initial commit']);
  });

  it('finds a block for callers that know its old name', async () => {
    const agent = await born();
    const at = { agent_id: agent.id };

    assert.equal((await letta.agents.blocks.retrieve('human', at)).label, 'system/human');
    assert.equal((await letta.agents.blocks.update('human', { ...at, value: 'w' })).value, 'w');
  });

  it('gets files by attaching and loses them by detaching and deleting', async () => {
    const agent = await born();
    const memory = await clone(agent);
    const at = { agent_id: agent.id };
    const notes = await letta.blocks.create({ label: 'notes/x', value: 'n', description: 'notes' });

    await letta.agents.blocks.attach(notes.id, at);
    await memory.pull();
    assert.equal(await memory.read('notes/x.md'), '---\ndescription: notes\n---\nn');
    await letta.agents.blocks.detach(notes.id, at);
    await letta.blocks.delete(agent.blocks[0].id);
    await memory.pull();

    await assert.rejects(memory.read('notes/x.md'));
    await assert.rejects(memory.read('system/human.md'));
    assert.deepEqual((await memory.subjects()).slice(0, 3), [
      'Delete system/human block',
      'Detach notes/x block',
      'Attach notes/x block',
    ]);
  });

  it('detaches a block whose file was pushed away, and keeps the block', async () => {
    const agent = await born({
      memory_blocks: [{ label: 'system/a', value: '1' }, { label: 'system/b', value: '2' }],
    });
    const memory = await clone(agent);
    const gone = agent.blocks.find((block) => block.label === 'system/a');

    await memory.git('rm', '-q', 'system/a.md');
    await memory.commit('Forget');
    assert.ok((await memory.push()).ok);

    assert.deepEqual(labels(await letta.agents.retrieve(agent.id)), ['system/b']);
    assert.equal((await letta.blocks.retrieve(gone.id)).value, '1');
  });

  it('keeps a block through a rename, by git or over REST', async () => {
    const agent = await born();
    const memory = await clone(agent);

    await memory.git('mv', 'system/human.md', 'system/user.md');
    await memory.commit('Rename');
    assert.ok((await memory.push()).ok);
    const at = { agent_id: agent.id };
    const pushed = await letta.agents.blocks.retrieve('system/user', at);
    await letta.agents.blocks.update('system/user', { ...at, label: 'system/people/user' });
    await memory.pull();

    assert.equal(pushed.id, agent.blocks[0].id);
    assert.match(await memory.read('system/people/user.md'), /Likes tea\./);
  });

  it('refuses a push that changes a read-only block, which REST may change', async () => {
    const agent = await born({
      memory_blocks: [{ label: 'system/rules', value: 'Be kind.', read_only: true }],
    });
    const memory = await clone(agent);

    await memory.write('system/rules.md', (await memory.read('system/rules.md')) + ' Or not.');
    await memory.commit('Rebel');
    const pushed = await memory.push();
    const at = { agent_id: agent.id };
    await letta.agents.blocks.update('system/rules', { ...at, value: 'Be very kind.' });

    assert.equal(pushed.ok, false);
    assert.match(pushed.said, /system\/rules\.md.*read_only/s);
    assert.equal((await letta.agents.blocks.retrieve('system/rules', at)).value, 'Be very kind.');
  });

  it('rests while the tag is away and goes on when it is back', async () => {
    const agent = await born();
    const memory = await clone(agent);

    await letta.agents.update(agent.id, { tags: [] });
    await letta.agents.blocks.update('system/human', { agent_id: agent.id, value: 'Meanwhile.' });
    await memory.write('x.md', '---\ndescription: x\n---\nx');
    await memory.commit('Too late');
    const refusedPush = await memory.push();
    await letta.agents.update(agent.id, { tags: [GIT] });

    assert.equal(refusedPush.ok, false);
    assert.match(refusedPush.said, /git-memory-enabled/);
    const resumed = await clone(agent);
    assert.match(await resumed.read('system/human.md'), /Meanwhile\./);
    assert.equal((await resumed.subjects())[0], 'Resume git memory');
  });

  it('is gone with its agent', async () => {
    const agent = await born();

    await letta.agents.delete(agent.id);

    const memory = await clone(agent);
    assert.equal(memory.cloned.ok, false);
    assert.match(memory.cloned.said, /not found/i);
  });
});
