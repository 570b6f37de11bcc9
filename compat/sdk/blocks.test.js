import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { withEachClient } from '../support/clients.js';
import { refused } from '../support/errors.js';
import { aMneme } from '../support/mneme.js';

const NOTHING = 'block-123e4567-e89b-42d3-8456-426614174000';
let mneme;
before(async () => (mneme = await aMneme()));
after(() => mneme.stop());

withEachClient('blocks', (connect) => {
  let letta;
  before(() => (letta = connect(mneme.url)));

  it('are made, read back, and made again under the same label', async () => {
    const made = await letta.blocks.create({
      label: 'human',
      value: 'Grüße, 世界 👋\r\n\ttab',
      description: 'd: with "colon"',
      limit: 50,
      metadata: { a: [1, { b: null }] },
      tags: ['x'],
      read_only: true,
    });
    const twin = await letta.blocks.create({ label: 'human', value: '' });

    assert.deepEqual(await letta.blocks.retrieve(made.id), made);
    assert.equal(made.value, 'Grüße, 世界 👋\r\n\ttab');
    assert.deepEqual([made.limit, made.read_only, made.tags], [50, true, ['x']]);
    assert.deepEqual(made.metadata, { a: [1, { b: null }] });
    assert.notEqual(twin.id, made.id);
    assert.equal(twin.limit, 100000);
  });

  it('change in what is given and in nothing else', async () => {
    const made = await letta.blocks.create({ label: 'a', value: 'v', description: 'd', tags: ['t'] });

    const changed = await letta.blocks.update(made.id, { value: 'w', description: null });
    const same = await letta.blocks.update(made.id, {});
    const unset = await letta.blocks.update(made.id, { value: null, limit: null });

    assert.deepEqual(changed, { ...made, value: 'w' });
    assert.deepEqual(same, changed);
    assert.deepEqual(unset, changed);
  });

  it('are cleared by an empty text, and lose their tags by an empty list', async () => {
    const made = await letta.blocks.create({ label: 'a', value: 'v', tags: ['t'] });

    const changed = await letta.blocks.update(made.id, { value: '', tags: [] });

    assert.deepEqual([changed.value, changed.tags], ['', []]);
  });

  it('change everywhere they are attached', async () => {
    const block = await letta.blocks.create({ label: 'team', value: 'old' });
    const agents = [];
    for (const name of ['One', 'Two']) {
      agents.push(await letta.agents.create({ name, block_ids: [block.id] }));
    }

    await letta.blocks.update(block.id, { value: 'new', label: 'crew' });

    for (const agent of agents) {
      const found = await letta.agents.blocks.retrieve('crew', { agent_id: agent.id });
      assert.deepEqual([found.id, found.value], [block.id, 'new']);
    }
  });

  it('keep a value that is longer than their limit', async () => {
    const made = await letta.blocks.create({ label: 'a', value: 'too long', limit: 3 });

    assert.equal(made.value, 'too long');
  });

  it('may be read only, which does not stop whoever is at the REST door', async () => {
    const made = await letta.blocks.create({ label: 'a', value: 'v', read_only: true });

    assert.equal((await letta.blocks.update(made.id, { value: 'w' })).value, 'w');
  });

  it('are gone once deleted, from their agents too', async () => {
    const agent = await letta.agents.create({ memory_blocks: [{ label: 'human', value: 'v' }] });
    const [block] = agent.blocks;

    assert.equal(await letta.blocks.delete(block.id), null);

    await refused(() => letta.blocks.retrieve(block.id), 404, /Block with id '.*' not found.*Not Found/);
    await refused(() => letta.blocks.delete(block.id), 404);
    assert.deepEqual((await letta.agents.retrieve(agent.id)).blocks, []);
  });

  it('are counted', async () => {
    const tag = `count:${Math.random()}`;
    await letta.blocks.create({ label: 'a', value: '', tags: [tag] });
    await letta.blocks.create({ label: 'b', value: '', tags: [tag] });

    assert.equal(await letta.get('/v1/blocks/count', { query: { tags: [tag] } }), 2);
  });

  it('that are templates or hidden are not listed unless that is asked for', async () => {
    const tag = `shown:${Math.random()}`;
    const make = (label, more) => letta.blocks.create({ label, value: '', tags: [tag], ...more });
    await make('plain');
    await make('template', { is_template: true, template_name: 'of mine' });
    await make('hidden', { hidden: true });
    const labels = async (query) =>
      (await letta.get('/v1/blocks/', { query: { tags: [tag], ...query } })).map((b) => b.label);

    assert.deepEqual(await labels(), ['plain']);
    assert.deepEqual(await labels({ templates_only: true }), ['template']);
    assert.deepEqual(await labels({ show_hidden_blocks: true }), ['plain', 'hidden']);
    assert.deepEqual(await labels({ templates_only: true, name: 'of mine' }), ['template']);
  });

  it('are refused where a field is not what it should be', async () => {
    await refused(() => letta.blocks.create({ value: 'v' }), 422, /missing.*label.*Field required/);
    await refused(() => letta.blocks.create({ label: 'a', value: 1 }), 422, /value/);
    await refused(() => letta.blocks.create({ label: 'a', value: '', limit: null }), 422, /limit/);
    await refused(() => letta.blocks.update(NOTHING, { value: 'w' }), 404);
    await refused(() => letta.blocks.retrieve(NOTHING), 404, /\(Not Found\)$/);
    await refused(() => letta.blocks.retrieve('block-1'), 422, /block-\{uuid4\}/);
    await refused(() => letta.blocks.agents.list(NOTHING), 404);
    const made = await letta.blocks.create({ label: 'a', value: 'v' });
    await refused(() => letta.blocks.update(made.id, { read_only: null }), 422, /read_only/);
    assert.deepEqual(await letta.blocks.retrieve(made.id), made);
  });

  it('tell a refusal in a shape that the client reads', async () => {
    await assert.rejects(letta.blocks.retrieve('block-1'), (error) => {
      assert.equal(error.constructor.name, 'UnprocessableEntityError');
      assert.deepEqual(error.error.examples, ['block-123e4567-e89b-42d3-8456-426614174000']);
      assert.equal(typeof error.error.detail, 'string');
      assert.equal(error.error.trace_id, '');
      return true;
    });
  });
});
