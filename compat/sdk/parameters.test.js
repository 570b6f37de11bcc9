import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CLIENTS } from '../support/clients.js';
import { all } from '../support/collect.js';
import { aMneme } from '../support/mneme.js';
import { propertiesOf } from '../support/types.js';

let mneme;
before(async () => (mneme = await aMneme()));
after(() => mneme.stop());

/** A value for every parameter of an agent that the clients declare. */
const AGENT = {
  agent_type: 'letta_v1_agent',
  base_template_id: 'base',
  block_ids: [],
  compaction_settings: { model: 'a/b', mode: 'all' },
  context_window_limit: 5000,
  description: 'd',
  embedding: 'openai/e',
  embedding_chunk_size: 300,
  embedding_config: { embedding_dim: 1, embedding_endpoint_type: 'openai', embedding_model: 'x' },
  enable_reasoner: true,
  enable_sleeptime: false,
  folder_ids: [],
  from_template: 'template',
  hidden: false,
  identity_ids: ['identity-1'],
  include_base_tool_rules: true,
  include_base_tools: false,
  include_default_source: false,
  include_multi_agent_tools: false,
  initial_message_sequence: [{ role: 'user', content: 'x' }],
  last_run_completion: '2026-01-01T00:00:00Z',
  last_run_duration_ms: 5,
  last_stop_reason: 'end_turn',
  llm_config: { context_window: 100, model: 'm', model_endpoint_type: 'openai', verbosity: 'low' },
  max_files_open: 3,
  max_reasoning_tokens: 5,
  max_tokens: 6,
  memory_blocks: [{ label: 'human', value: 'v' }],
  memory_variables: { a: 'b' },
  message_buffer_autoclear: true,
  message_ids: ['message-1'],
  metadata: { deep: { of: ['any', 1, null] } },
  model: 'provider/name',
  model_settings: { provider_type: 'openai', max_output_tokens: 7, reasoning: { reasoning_effort: 'high' } },
  name: 'Whole',
  parallel_tool_calls: true,
  per_file_view_window_char_limit: 9,
  project: 'project',
  project_id: 'project-1',
  reasoning: false,
  response_format: { type: 'text' },
  secrets: { KEY: 'value' },
  source_ids: [],
  system: 'You help.',
  tags: ['whole'],
  template: false,
  template_id: 'template-1',
  timezone: 'Europe/Zurich',
  tool_exec_environment_variables: { KEY: 'value' },
  tool_ids: [],
  tool_rules: [{ tool_name: 'x', type: 'exit_loop' }],
  tools: ['memory', 'no_such_tool'],
};

/** Those that an agent is shown without: we run no tools and keep no secrets. */
const NOT_SHOWN = ['llm_config', 'secrets', 'tool_exec_environment_variables', 'tools'];

/** Those that its `llm_config` shows too, each with its name there. */
const IN_LLM_CONFIG = {
  context_window_limit: 'context_window',
  max_reasoning_tokens: 'max_reasoning_tokens',
  max_tokens: 'max_tokens',
  model: 'handle',
  parallel_tool_calls: 'parallel_tool_calls',
  reasoning: 'enable_reasoner',
};

const BLOCK = {
  label: 'whole',
  value: 'v',
  base_template_id: 'base',
  deployment_id: 'deployment',
  description: 'd',
  entity_id: 'entity',
  hidden: true,
  is_template: true,
  limit: 9,
  metadata: { deep: { of: ['any', 1, null] } },
  preserve_on_migration: true,
  project_id: 'project-1',
  read_only: true,
  tags: ['whole'],
  template_id: 'template-1',
  template_name: 'template',
};

const only = (object, names) => Object.fromEntries(names.map((name) => [name, object[name]]));
const nulls = (properties) =>
  Object.fromEntries(properties.filter((each) => each.nullable).map(({ name }) => [name, null]));

for (const { version, Letta, packageName } of CLIENTS) {
  describe(`parameters that letta-client ${version} declares`, () => {
    let letta;
    before(() => (letta = new Letta({ baseURL: mneme.url, project: 'p', projectID: 'p' })));

    const declared = (module, type) => propertiesOf(packageName, module, type);
    const agentModule = (type) => declared('agents/agents.d.ts', type);
    const blockModule = (type) => declared('blocks/blocks.d.ts', type);
    const namesOf = (properties) => properties.map(({ name }) => name);

    function assertShown(agent, given) {
      const shown = Object.keys(given).filter((n) => n in agent && !NOT_SHOWN.includes(n) && !n.endsWith('blocks'));
      assert.deepEqual(only(agent, shown), only(given, shown));
      const inConfig = Object.keys(IN_LLM_CONFIG).filter((name) => name in given);
      for (const name of inConfig) {
        assert.equal(agent.llm_config[IN_LLM_CONFIG[name]], given[name], name);
      }
      assert.equal(agent.llm_config.verbosity, 'low');
      assert.deepEqual([agent.secrets, agent.tools, agent.tool_exec_environment_variables], [[], [], []]);
    }

    it('make an agent that has them all', async () => {
      const given = only(AGENT, namesOf(agentModule('AgentCreateParams')));

      const made = await letta.agents.create(given);

      assertShown(made, given);
      assert.deepEqual(await letta.agents.retrieve(made.id), made);
    });

    it('change an agent in all of them', async () => {
      const given = only(AGENT, namesOf(agentModule('AgentUpdateParams')));
      const made = await letta.agents.create({});

      const changed = await letta.agents.update(made.id, given);

      assertShown(changed, given);
      assert.deepEqual(await letta.agents.retrieve(made.id), changed);
    });

    it('may be null where they are declared so, which makes and changes nothing', async () => {
      const agent = await letta.agents.create(nulls(agentModule('AgentCreateParams')));
      const block = await letta.blocks.create({ label: 'x', value: '', ...nulls(blockModule('BlockCreateParams')) });

      const sameAgent = await letta.agents.update(agent.id, nulls(agentModule('AgentUpdateParams')));
      const sameBlock = await letta.blocks.update(block.id, nulls(blockModule('BlockUpdateParams')));

      assert.deepEqual({ ...sameAgent, updated_at: agent.updated_at }, agent);
      assert.deepEqual(sameBlock, block);
    });

    it('make a block that has them all', async () => {
      const given = only(BLOCK, namesOf(blockModule('BlockCreateParams')));

      const made = await letta.blocks.create(given);

      assert.deepEqual(only(made, Object.keys(given)), given);
    });

    it('change a block in all of them, also through its agent', async () => {
      const given = only(BLOCK, namesOf(blockModule('BlockUpdateParams')));
      const agent = await letta.agents.create({ memory_blocks: [{ label: 'a', value: '' }] });
      const alone = await letta.blocks.create({ label: 'b', value: '' });

      const changed = await letta.blocks.update(alone.id, given);
      const inAgent = await letta.agents.blocks.update('a', { agent_id: agent.id, ...given });

      assert.deepEqual(only(changed, Object.keys(given)), given);
      assert.deepEqual(only(inAgent, Object.keys(given)), given);
    });

    it('of lists may be null where they are declared so, which filters nothing', async () => {
      const tags = [`of:${Math.random()}`];
      const block = await letta.blocks.create({ label: 'x', value: '', tags });
      const agent = await letta.agents.create({ tags, block_ids: [block.id] });
      const [inAgents, inBlocks] = [agentModule('AgentListParams'), blockModule('BlockListParams')];
      const ofBlock = declared('blocks/agents.d.ts', 'AgentListParams');
      const ids = async (list) => (await all(list)).map(({ id }) => id);

      assert.deepEqual(await ids(letta.agents.list({ ...nulls(inAgents), tags })), [agent.id]);
      assert.deepEqual(await ids(letta.blocks.list({ ...nulls(inBlocks), tags })), [block.id]);
      assert.deepEqual(await ids(letta.blocks.agents.list(block.id, nulls(ofBlock))), [agent.id]);
      assert.deepEqual(
        await letta.agents.retrieve(agent.id, nulls(agentModule('AgentRetrieveParams'))),
        agent,
      );
    });

    it('of lists that are older than the others do no harm', async () => {
      const tags = [`of:${Math.random()}`];
      const made = await letta.agents.create({ tags });
      const older = { ascending: true, sort_by: 'updated_at', include_relationships: ['memory'] };

      const [found] = await all(letta.agents.list({ tags, ...older }));

      assert.deepEqual(found, made);
    });

    it('of lists that are empty here walk them to their end', async () => {
      const { id } = await letta.agents.create({});
      const { agents, tools, archives, folders, runs, steps } = letta;
      const lists = [agents.tools, agents.folders, agents.files].map((each) => each.list(id, { limit: 2 }));
      lists.push(...[tools, archives, folders, runs, steps].map((each) => each.list({ limit: 2 })));

      for (const list of lists) assert.deepEqual(await all(list), []);
    });
  });
}
