import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { withEachClient } from '../support/clients.js';
import { all, page } from '../support/collect.js';
import { refused } from '../support/errors.js';
import { aMneme } from '../support/mneme.js';

let mneme;
before(async () => (mneme = await aMneme()));
after(() => mneme.stop());

withEachClient('lists', (connect) => {
  let letta;
  let tag;
  let agents;
  let blocks;

  before(async () => {
    letta = connect(mneme.url);
    tag = `run:${Math.random().toString(36).slice(2)}`;
    agents = [];
    blocks = [];
    for (let i = 0; i < 7; i++) {
      const mine = [tag, `n:${i}`, i % 2 ? 'odd' : 'even'];
      agents.push((await letta.agents.create({ name: `Agent ${i}`, tags: mine })).id);
      const label = `b${i}`;
      blocks.push((await letta.blocks.create({ label, value: `value ${i}`, tags: mine })).id);
    }
  });

  const ids = (items) => items.map((item) => item.id);

  it('of agents are walked to their end, newest first', async () => {
    const found = await all(letta.agents.list({ tags: [tag], limit: 2 }));

    assert.deepEqual(ids(found), agents.toReversed());
  });

  it('of agents are walked in the order that is asked for', async () => {
    const found = await all(letta.agents.list({ tags: [tag], limit: 3, order: 'asc' }));

    assert.deepEqual(ids(found), agents);
  });

  it('of agents begin behind a cursor', async () => {
    const found = await all(
      letta.agents.list({ tags: [tag], limit: 2, order: 'asc', after: agents[2] }),
    );

    assert.deepEqual(ids(found), agents.slice(3));
  });

  it('of agents end before a cursor, and walking backwards ends', async () => {
    const query = { tags: [tag], order: 'asc', before: agents[5] };

    assert.deepEqual(ids(await page(letta.agents.list(query))), agents.slice(0, 5));
    assert.deepEqual(
      ids(await page(letta.agents.list({ ...query, limit: 2 }))),
      agents.slice(0, 2),
      'the first ones in the order of the list',
    );
    assert.deepEqual(ids(await all(letta.agents.list({ ...query, limit: 2 }))), agents.slice(0, 2));
  });

  it('of agents ignore a cursor that nobody has', async () => {
    const unknown = 'agent-123e4567-e89b-42d3-8456-426614174000';

    const found = await page(letta.agents.list({ tags: [tag], after: unknown }));

    assert.equal(found.length, 7);
  });

  it('of agents come page by page', async () => {
    const first = await letta.agents.list({ tags: [tag], limit: 4, order: 'asc' });
    const second = await first.getNextPage();

    assert.equal(first.hasNextPage(), true);
    assert.deepEqual(ids(second.getPaginatedItems()), agents.slice(4));
    assert.deepEqual(ids((await second.getNextPage()).getPaginatedItems()), []);
  });

  it('of agents have whole agents in them', async () => {
    const [listed] = await page(letta.agents.list({ tags: [tag], limit: 1 }));

    assert.deepEqual(listed, await letta.agents.retrieve(listed.id));
  });

  it('of agents are filtered by name and by a part of it', async () => {
    assert.deepEqual(ids(await page(letta.agents.list({ name: 'Agent 3', tags: [tag] }))), [
      agents[3],
    ]);
    assert.deepEqual(ids(await page(letta.agents.list({ query_text: 'GENT 4', tags: [tag] }))), [
      agents[4],
    ]);
  });

  it('of agents have any of some tags, or all of them', async () => {
    const any = await page(letta.agents.list({ tags: ['n:1', 'n:2'], order: 'asc', limit: 1000 }));
    const both = await page(letta.agents.list({ tags: [tag, 'n:1'], match_all_tags: true }));
    const none = await page(letta.agents.list({ tags: ['n:1', 'n:2'], match_all_tags: true }));

    assert.ok([agents[1], agents[2]].every((id) => ids(any).includes(id)));
    assert.deepEqual(ids(both), [agents[1]]);
    assert.deepEqual(none, []);
  });

  it('of agents are counted with the same filters', async () => {
    assert.equal(await letta.get('/v1/agents/count', { query: { tags: [tag] } }), 7);
    assert.equal(
      await letta.get('/v1/agents/count', { query: { tags: [tag, 'odd'], match_all_tags: true } }),
      3,
    );
  });

  it('take a null in the query for a filter that is not there', async () => {
    const nothing = { name: null, before: null, after: null, project_id: null };

    const mine = await page(letta.agents.list({ ...nothing, query_text: null, tags: [tag] }));
    const theirs = await page(
      letta.blocks.list({ ...nothing, label: null, value_search: null, tags: [tag] }),
    );

    assert.deepEqual([mine.length, theirs.length], [7, 7]);
    assert.ok((await page(letta.agents.list({ tags: null }))).length >= 7);
    assert.ok((await letta.tags.list({ name: null, before: null, after: null })).length > 3);
  });

  it('want a number for a limit and a word for an order, and no null', async () => {
    await refused(() => letta.agents.list({ limit: null }), 422, /limit/);
    await refused(() => letta.blocks.list({ order: null }), 422, /order/);
  });

  it('of blocks are walked to their end, oldest first', async () => {
    const found = await all(letta.blocks.list({ tags: [tag], limit: 2 }));

    assert.deepEqual(ids(found), blocks);
  });

  it('of blocks are walked newest first where that is asked for', async () => {
    const found = await all(letta.blocks.list({ tags: [tag], limit: 3, order: 'desc' }));

    assert.deepEqual(ids(found), blocks.toReversed());
  });

  it('of blocks are searched by label, value, description and tags', async () => {
    const described = await letta.blocks.create({
      label: 'odd one',
      value: 'Marvin',
      description: 'Brain the size of a planet',
      tags: [tag, 'described'],
    });
    const found = async (query) =>
      ids(await page(letta.blocks.list({ tags: [tag], limit: 100, ...query })));

    assert.deepEqual(await found({ label: 'b3' }), [blocks[3]]);
    assert.deepEqual(await found({ label_search: 'DD ON' }), [described.id]);
    assert.deepEqual(await found({ value_search: 'marv' }), [described.id]);
    assert.deepEqual(await found({ description_search: 'PLANET' }), [described.id]);
    assert.deepEqual(await found({ tags: [tag, 'described'], match_all_tags: true }), [
      described.id,
    ]);
    await letta.blocks.delete(described.id);
  });

  it('of blocks know how many agents have them', async () => {
    const own = `own:${tag}`;
    const [none, one, two] = await Promise.all(
      ['none', 'one', 'two'].map((label) => letta.blocks.create({ label, value: '', tags: [own] })),
    );
    await letta.agents.create({ block_ids: [one.id, two.id] });
    await letta.agents.create({ block_ids: [two.id] });
    const found = async (query) =>
      (await page(letta.blocks.list({ tags: [own], ...query }))).map((b) => b.label).sort();

    assert.deepEqual(await found({ connected_to_agents_count_gt: 0 }), ['one', 'two']);
    assert.deepEqual(await found({ connected_to_agents_count_lt: 2 }), ['none', 'one']);
    assert.deepEqual(await found({ connected_to_agents_count_eq: [1] }), ['one']);
    assert.deepEqual(await found({ connected_to_agents_count_eq: [0, 2] }), ['none', 'two']);
    assert.equal(none.tags[0], own);
  });

  it('of the agents of a block are walked to their end', async () => {
    const shared = await letta.blocks.create({ label: 'shared', value: '' });
    const having = [];
    for (let i = 0; i < 5; i++) {
      having.push((await letta.agents.create({ block_ids: [shared.id] })).id);
    }

    const found = await all(letta.blocks.agents.list(shared.id, { limit: 2 }));
    const ascending = await all(letta.blocks.agents.list(shared.id, { limit: 2, order: 'asc' }));

    assert.deepEqual(ids(found), having.toReversed());
    assert.deepEqual(ids(ascending), having);
  });

  it("of an agent's blocks are walked to their end, ordered by id", async () => {
    const labels = [...Array(9).keys()].map((i) => ({ label: `m${i}`, value: '' }));
    const agent = await letta.agents.create({ memory_blocks: labels });
    const inOrder = ids(agent.blocks).sort();

    assert.deepEqual(ids(await all(letta.agents.blocks.list(agent.id, { limit: 2 }))), inOrder.toReversed());
    assert.deepEqual(ids(await all(letta.agents.blocks.list(agent.id, { order: 'asc', limit: 4 }))), inOrder);
    assert.equal((await page(letta.agents.blocks.list(agent.id, { limit: 1000 }))).length, 9);
  });

  it('of tags are sorted, searched and walked by hand', async () => {
    const mark = tag.slice(4);
    const sorted = [`${mark}-a`, `${mark}-b`, `${mark}-c`];
    await letta.agents.create({ tags: [sorted[2], sorted[0]] });
    await letta.blocks.create({ label: 'tagged', value: '', tags: [sorted[1]] });
    const own = (query) => letta.tags.list({ name: `${mark}-`, ...query });

    assert.deepEqual(await own(), sorted);
    assert.deepEqual(await own({ order: 'desc' }), sorted.toReversed());
    assert.deepEqual(await own({ limit: 2 }), sorted.slice(0, 2));
    assert.deepEqual(await own({ after: sorted[0] }), sorted.slice(1));
    assert.deepEqual(await own({ before: sorted[2] }), sorted.slice(0, 2));
    assert.deepEqual(await letta.tags.list({ query_text: `${mark}-B` }), [sorted[1]]);
    assert.deepEqual(await letta.tags.list({ name: 'nobody has this' }), []);
  });
});
