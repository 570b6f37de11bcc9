import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { withEachClient } from '../support/clients.js';
import { refused } from '../support/errors.js';
import { aMneme } from '../support/mneme.js';

const NOBODY = 'agent-123e4567-e89b-42d3-8456-426614174000';
let mneme;
before(async () => (mneme = await aMneme()));
after(() => mneme.stop());

withEachClient('agents', (connect) => {
  let letta;
  before(() => (letta = connect(mneme.url)));

  it('are made with nothing at all', async () => {
    const agent = await letta.agents.create({});

    assert.match(agent.id, /^agent-[0-9a-f-]{36}$/);
    assert.ok(agent.name);
    assert.deepEqual([agent.tags, agent.blocks, agent.tools, agent.sources], [[], [], [], []]);
  });

  it('are made with blocks of their own, blocks that exist, and tags', async () => {
    const shared = await letta.blocks.create({ label: 'team', value: 'We ship on Fridays.' });

    const agent = await letta.agents.create({
      name: 'Ada',
      description: 'a helper',
      memory_blocks: [
        { label: 'human', value: 'Likes tea.' },
        { label: 'persona', value: 'Brief.', description: 'who I am', limit: 2000 },
      ],
      block_ids: [shared.id],
      tags: ['team:red', 'origin:compat'],
      model: 'letta/letta-free',
      embedding: 'letta/letta-free',
      metadata: { depth: { of: ['any', 1, null] } },
    });

    assert.equal(agent.name, 'Ada');
    assert.deepEqual([...agent.tags].sort(), ['origin:compat', 'team:red']);
    const byLabel = Object.fromEntries(agent.blocks.map((block) => [block.label, block]));
    assert.deepEqual(Object.keys(byLabel).sort(), ['human', 'persona', 'team']);
    assert.equal(byLabel.team.id, shared.id);
    assert.equal(byLabel.persona.limit, 2000);
    assert.match(byLabel.human.description, /^The human block: /);
    assert.deepEqual(agent.metadata, { depth: { of: ['any', 1, null] } });
    assert.equal(agent.llm_config.handle, 'letta/letta-free');
    assert.ok(agent.llm_config.context_window > 0);
  });

  it('read back as they were made', async () => {
    const made = await letta.agents.create({
      name: 'Read back',
      memory_blocks: [{ label: 'human', value: 'v' }],
      tags: ['kept'],
      timezone: 'Europe/Zurich',
    });

    assert.deepEqual(await letta.agents.retrieve(made.id), made);
    assert.deepEqual(await letta.agents.retrieve(made.id, { include: ['agent.tags'] }), made);
  });

  it('are found with their tags and blocks when nothing is asked to be included', async () => {
    const made = await letta.agents.create({
      memory_blocks: [{ label: 'human', value: 'v' }],
      tags: ['kept'],
    });

    const found = await letta.agents.retrieve(made.id, { include: [] });

    assert.deepEqual(found.tags, ['kept']);
    assert.equal(found.blocks.length, 1);
  });

  it('change in what is given and in nothing else', async () => {
    const made = await letta.agents.create({ name: 'Before', tags: ['a', 'b'], description: 'd' });

    const changed = await letta.agents.update(made.id, { name: 'After', description: null });

    assert.deepEqual(
      [changed.name, changed.description, [...changed.tags].sort()],
      ['After', 'd', ['a', 'b']],
    );
    assert.ok(changed.updated_at > made.updated_at);
    assert.equal(changed.created_at, made.created_at);
  });

  it('get a whole new set of tags and blocks by an update', async () => {
    const made = await letta.agents.create({
      tags: ['a', 'b'],
      memory_blocks: [{ label: 'old', value: 'v' }],
    });
    const other = await letta.blocks.create({ label: 'new', value: 'w' });

    const changed = await letta.agents.update(made.id, { tags: ['c'], block_ids: [other.id] });
    assert.deepEqual([changed.tags, changed.blocks.map((b) => b.label)], [['c'], ['new']]);

    const cleared = await letta.agents.update(made.id, { tags: [], block_ids: [] });
    assert.deepEqual([cleared.tags, cleared.blocks], [[], []]);
    assert.equal((await letta.blocks.retrieve(made.blocks[0].id)).value, 'v');
  });

  it('show another model in their llm_config', async () => {
    const made = await letta.agents.create({});

    const changed = await letta.agents.update(made.id, {
      model: 'anthropic/claude',
      context_window_limit: 123456,
      model_settings: { provider_type: 'anthropic', parallel_tool_calls: true },
    });

    assert.equal(changed.model, 'anthropic/claude');
    assert.deepEqual(
      [changed.llm_config.handle, changed.llm_config.context_window],
      ['anthropic/claude', 123456],
    );
    assert.equal(changed.model_settings.parallel_tool_calls, true);
  });

  it('are gone once deleted, and their blocks are not', async () => {
    const made = await letta.agents.create({ memory_blocks: [{ label: 'human', value: 'v' }] });

    const answer = await letta.agents.delete(made.id);

    assert.deepEqual(answer, { message: `Agent id=${made.id} successfully deleted` });
    await refused(() => letta.agents.retrieve(made.id), 404, /Agent with id '.*' not found/);
    await refused(() => letta.agents.delete(made.id), 404);
    assert.equal((await letta.blocks.retrieve(made.blocks[0].id)).value, 'v');
  });

  it('compile a prompt that has their memory in it', async () => {
    const made = await letta.agents.create({
      system: 'You help.',
      memory_blocks: [{ label: 'human', value: 'Is called Zaphod.' }],
    });

    const prompt = await letta.agents.recompile(made.id, { update_timestamp: false });
    const dry = await letta.agents.recompile(made.id, { dry_run: true });

    assert.match(prompt, /You help\./);
    assert.match(prompt, /Is called Zaphod\./);
    assert.equal(dry, prompt);
  });

  it('are refused where a field is not what it should be', async () => {
    await refused(() => letta.agents.create({ name: 'a/b' }), 422);
    await refused(() => letta.agents.create({ memory_blocks: [{ value: 'v' }] }), 422, /label/);
    await refused(() => letta.agents.create({ tags: 'no list' }), 422, /tags/);
    await refused(() => letta.agents.create({ model: 'nohandle' }), 400, /provider\/model-name/);
    await refused(() => letta.agents.create({ block_ids: ['block-1'] }), 422);
    await refused(() => letta.agents.retrieve('agent-1'), 422, /agent-\{uuid4\}/);
    await refused(() => letta.agents.retrieve(NOBODY), 404, /\(Not Found\)$/);
    await refused(() => letta.agents.update(NOBODY, { name: 'x' }), 404);
    await refused(() => letta.agents.recompile(NOBODY), 404);
    await refused(() => letta.agents.list({ order: 'up' }), 422, /order/);
    await refused(() => letta.agents.list({ limit: 0 }), 422, /limit/);
    await refused(() => letta.agents.list({ include: ['agent.nothing'] }), 422, /include/);
  });

  it('are not made when one of their blocks does not exist', async () => {
    const missing = 'block-123e4567-e89b-42d3-8456-426614174000';
    const name = `Not made ${Math.random().toString(36).slice(2)}`;

    await refused(() => letta.agents.create({ name, block_ids: [missing] }), 404, /block/i);

    assert.deepEqual((await letta.agents.list({ name })).getPaginatedItems(), []);
  });

  it('may have any language in their names', async () => {
    for (const name of ["Zoë O'Brien_2-b", 'アシスタント', 'Ассистент', 'e\u0301']) {
      assert.equal((await letta.agents.create({ name })).name, name);
    }
  });

  it('of a subagent are listed only when hidden ones are asked for', async () => {
    const tag = `of:${Math.random()}`;
    const made = await letta.agents.create({ tags: ['role:subagent', tag] });

    const shown = await letta.agents.list({ tags: [tag] });
    const all = await letta.get('/v1/agents/', { query: { tags: [tag], show_hidden_agents: true } });

    assert.deepEqual(shown.getPaginatedItems(), []);
    assert.deepEqual(all.map((agent) => agent.id), [made.id]);
  });
});
