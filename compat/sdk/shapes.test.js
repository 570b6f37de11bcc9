import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CLIENTS } from '../support/clients.js';
import { aMneme } from '../support/mneme.js';
import { propertiesOf } from '../support/types.js';

let mneme;
before(async () => (mneme = await aMneme()));
after(() => mneme.stop());

/** Every property that the client's declarations name is there, and null only where they say so. */
function assertIs(value, packageName, module, type) {
  for (const { name, required, nullable } of propertiesOf(packageName, module, type)) {
    assert.ok(name in value, `${type}.${name} is missing`);
    if (required && !nullable) assert.notEqual(value[name], null, `${type}.${name} is null`);
  }
}

for (const { version, Letta, packageName } of CLIENTS) {
  describe(`shapes that letta-client ${version} declares`, () => {
    let letta;
    let agent;
    before(async () => {
      letta = new Letta({ baseURL: mneme.url });
      agent = await letta.agents.create({
        tags: ['git-memory-enabled'],
        memory_blocks: [{ label: 'human', value: 'v' }],
      });
    });

    it('has an agent, with its memory and its model', async () => {
      const read = await letta.agents.retrieve(agent.id);

      for (const each of [agent, read]) {
        assertIs(each, packageName, 'agents/agents.d.ts', 'AgentState');
        assertIs(each.memory, packageName, 'agents/agents.d.ts', 'Memory');
      }
      const model = propertiesOf(packageName, 'models/models.d.ts', 'LlmConfig');
      for (const { name } of model.filter((property) => property.required)) {
        assert.ok(agent.llm_config[name] != null, name);
      }
    });

    it('has a block, alone, in a list and in an agent', async () => {
      const [block] = agent.blocks;
      const [listed] = (await letta.agents.blocks.list(agent.id)).getPaginatedItems();

      for (const each of [block, listed, await letta.blocks.retrieve(block.id)]) {
        assertIs(each, packageName, 'blocks/blocks.d.ts', 'BlockResponse');
        assert.equal(Object.keys(each).length, 19);
      }
    });

    it('has a model', async () => {
      const [model] = await letta.models.list();

      const declared = propertiesOf(packageName, 'models/models.d.ts', 'Model');
      for (const { name, required } of declared.filter((property) => property.required)) {
        assert.ok(required && model[name] != null, `Model.${name}`);
      }
      assert.equal(model.handle, 'letta/letta-free');
    });

    it('has health', async () => {
      assertIs(await letta.health(), packageName, 'top-level.d.ts', 'HealthResponse');
    });

    it('has the answers that are objects around nothing', async () => {
      assertIs(
        await letta.agents.passages.search(agent.id, { query: 'x' }),
        packageName,
        'agents/passages.d.ts',
        'PassageSearchResponse',
      );
      assertIs(
        await letta.agents.schedule.list(agent.id),
        packageName,
        'agents/schedule.d.ts',
        'ScheduleListResponse',
      );
    });
  });
}
