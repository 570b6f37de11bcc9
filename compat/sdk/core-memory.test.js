import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { withEachClient } from '../support/clients.js';
import { refused } from '../support/errors.js';
import { aMneme } from '../support/mneme.js';

const NOBODY = 'agent-123e4567-e89b-42d3-8456-426614174000';
const NOTHING = 'block-123e4567-e89b-42d3-8456-426614174000';
let mneme;
before(async () => (mneme = await aMneme()));
after(() => mneme.stop());

withEachClient('core memory', (connect) => {
  let letta;
  before(() => (letta = connect(mneme.url)));

  const agentWith = (...labels) =>
    letta.agents.create({ memory_blocks: labels.map((label) => ({ label, value: `of ${label}` })) });

  it('is read and written by label, whatever characters the label has', async () => {
    const labels = ['human', 'system/human', 'a/b/c', 'with space', 'ä/世界', '100%', 'a+b?c#d', 'x;y', 'a.md'];
    const agent = await agentWith(...labels);

    for (const label of labels) {
      const at = { agent_id: agent.id };
      assert.equal((await letta.agents.blocks.retrieve(label, at)).value, `of ${label}`);
      const changed = await letta.agents.blocks.update(label, { ...at, value: `new ${label}` });
      assert.deepEqual([changed.label, changed.value], [label, `new ${label}`]);
      assert.deepEqual(await letta.agents.blocks.retrieve(label, at), changed);
    }
  });

  it('has blocks called attach and detach', async () => {
    const agent = await agentWith('attach', 'detach/x');
    const at = { agent_id: agent.id };

    assert.equal((await letta.agents.blocks.update('attach', { ...at, value: 'v' })).value, 'v');
    assert.equal((await letta.agents.blocks.retrieve('detach/x', at)).value, 'of detach/x');
  });

  it('gets and loses a block', async () => {
    const agent = await agentWith('human');
    const block = await letta.blocks.create({ label: 'extra', value: 'v' });
    const labels = (state) => state.blocks.map((b) => b.label).sort();

    const attached = await letta.agents.blocks.attach(block.id, { agent_id: agent.id });
    const again = await letta.agents.blocks.attach(block.id, { agent_id: agent.id });
    const detached = await letta.agents.blocks.detach(block.id, { agent_id: agent.id });

    assert.deepEqual(labels(attached), ['extra', 'human']);
    assert.deepEqual(labels(again), ['extra', 'human']);
    assert.deepEqual(labels(detached), ['human']);
    assert.equal((await letta.blocks.retrieve(block.id)).value, 'v');
    await refused(
      () => letta.agents.blocks.detach(block.id, { agent_id: agent.id }),
      404,
      /No block with id '.*' found for agent '.*'/,
    );
  });

  it('never has two blocks of one label', async () => {
    const agent = await agentWith('human', 'persona');
    const other = await letta.blocks.create({ label: 'human', value: 'other' });
    const at = { agent_id: agent.id };

    await refused(() => letta.agents.blocks.attach(other.id, at), 409, /unique constraint/);
    await refused(() => letta.agents.blocks.update('persona', { ...at, label: 'human' }), 409);
    await refused(
      () => letta.agents.create({ memory_blocks: [{ label: 'a', value: '' }, { label: 'a', value: '' }] }),
      409,
    );

    assert.equal((await letta.agents.blocks.retrieve('human', at)).value, 'of human');
    assert.equal((await letta.agents.blocks.retrieve('persona', at)).value, 'of persona');
  });

  it('has a block under its new label after a rename', async () => {
    const agent = await agentWith('before');
    const at = { agent_id: agent.id };

    const renamed = await letta.agents.blocks.update('before', { ...at, label: 'after/all' });

    assert.equal(renamed.id, agent.blocks[0].id);
    assert.equal((await letta.agents.blocks.retrieve('after/all', at)).value, 'of before');
    await refused(() => letta.agents.blocks.retrieve('before', at), 404);
  });

  it('says what is not there', async () => {
    const agent = await agentWith('human');
    const at = { agent_id: agent.id };

    await refused(
      () => letta.agents.blocks.retrieve('none', at),
      404,
      /No block with label 'none' found for agent '.*'.*\(Not Found\)$/,
    );
    await refused(() => letta.agents.blocks.update('none', { ...at, value: '' }), 404);
    await refused(() => letta.agents.blocks.attach(NOTHING, at), 404);
    await refused(() => letta.agents.blocks.attach('block-1', at), 422);
    await refused(() => letta.agents.blocks.retrieve('human', { agent_id: NOBODY }), 404);
    await refused(() => letta.agents.blocks.list(NOBODY), 404);
  });

  it('is shown whole', async () => {
    const agent = await agentWith('human', 'persona');

    const memory = await letta.get(`/v1/agents/${agent.id}/core-memory`);

    assert.deepEqual(memory, agent.memory);
    assert.deepEqual(memory.blocks.map((b) => b.label).sort(), ['human', 'persona']);
  });
});
