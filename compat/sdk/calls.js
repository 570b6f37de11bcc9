const OTHER = '123e4567-e89b-42d3-8456-426614174000';

/** A call of the client: its arguments, out of what was made for it, and the status it gets. */
const call = (answer, args) => ({ answer, args });
const answers = (args = () => []) => call(200, args);
const missing = (...args) => call(404, () => args);
const refused = (...args) => call(501, () => args);

/** Calls about an agent; `args` follow its id. */
const ofAgent = (answer, ...args) => call(answer, ({ agent }) => [agent, ...args]);
/** Calls about something of an agent, whose id is among the parameters. */
const within = (answer, id, more = {}) => call(answer, ({ agent }) => [id, { agent_id: agent, ...more }]);

const file = () => new File(['x'], 'x.txt');

/** Every call that the clients have, in the order of their resources. */
export const CALLS = {
  'agents.create': answers(() => [{}]),
  'agents.retrieve': ofAgent(200),
  'agents.update': ofAgent(200, { name: 'Renamed' }),
  'agents.list': answers(),
  'agents.delete': answers(({ doomed }) => [doomed]),
  'agents.exportFile': ofAgent(501),
  'agents.importFile': call(501, () => [{ file: file() }]),
  'agents.recompile': ofAgent(200),

  'agents.messages.create': ofAgent(501, { input: 'hello' }),
  'agents.messages.list': ofAgent(501),
  'agents.messages.cancel': ofAgent(501),
  'agents.messages.compact': ofAgent(501),
  'agents.messages.createAsync': ofAgent(501, { input: 'hello' }),
  'agents.messages.reset': ofAgent(200, {}),
  'agents.messages.stream': ofAgent(501, { input: 'hello' }),

  'agents.schedule.create': ofAgent(501, { messages: [], schedule: { type: 'one-time' } }),
  'agents.schedule.retrieve': within(404, 'schedule-1'),
  'agents.schedule.list': ofAgent(200),
  'agents.schedule.delete': within(404, 'schedule-1'),

  'agents.blocks.retrieve': within(200, 'human'),
  'agents.blocks.update': within(200, 'human', { value: 'v' }),
  'agents.blocks.list': ofAgent(200),
  'agents.blocks.attach': answers(({ agent, block }) => [block, { agent_id: agent }]),
  'agents.blocks.detach': answers(({ agent, block }) => [block, { agent_id: agent }]),

  'agents.tools.list': ofAgent(200),
  'agents.tools.attach': within(200, `tool-${OTHER}`),
  'agents.tools.detach': within(200, `tool-${OTHER}`),
  'agents.tools.run': within(501, 'memory', { args: {} }),
  'agents.tools.updateApproval': within(200, 'memory', { body_requires_approval: true }),

  'agents.folders.list': ofAgent(200),
  'agents.folders.attach': within(404, `source-${OTHER}`),
  'agents.folders.detach': within(404, `source-${OTHER}`),
  'agents.files.list': ofAgent(200),
  'agents.files.close': within(404, `file-${OTHER}`),
  'agents.files.closeAll': ofAgent(200),
  'agents.files.open': within(404, `file-${OTHER}`),
  'agents.archives.attach': within(404, `archive-${OTHER}`),
  'agents.archives.detach': within(404, `archive-${OTHER}`),
  'agents.identities.attach': within(404, `identity-${OTHER}`),
  'agents.identities.detach': within(404, `identity-${OTHER}`),
  'agents.passages.create': ofAgent(501, { text: 'x' }),
  'agents.passages.list': ofAgent(200),
  'agents.passages.delete': within(404, `passage-${OTHER}`),
  'agents.passages.search': ofAgent(200, { query: 'x' }),

  'tools.create': refused({ source_code: 'x' }),
  'tools.retrieve': missing(`tool-${OTHER}`),
  'tools.update': missing(`tool-${OTHER}`, {}),
  'tools.list': answers(),
  'tools.delete': missing(`tool-${OTHER}`),
  'tools.search': answers(() => [{ query: 'x' }]),
  'tools.upsert': refused({ source_code: 'x' }),

  'blocks.create': answers(() => [{ label: 'x', value: '' }]),
  'blocks.retrieve': answers(({ block }) => [block]),
  'blocks.update': answers(({ block }) => [block, { value: 'v' }]),
  'blocks.list': answers(),
  'blocks.delete': answers(({ scrap }) => [scrap]),
  'blocks.agents.list': answers(({ block }) => [block]),

  'archives.create': refused({ name: 'x' }),
  'archives.retrieve': missing(`archive-${OTHER}`),
  'archives.update': missing(`archive-${OTHER}`, {}),
  'archives.list': answers(),
  'archives.delete': missing(`archive-${OTHER}`),
  'archives.passages.create': missing(`archive-${OTHER}`, { text: 'x' }),
  'archives.passages.createMany': missing(`archive-${OTHER}`, { passages: [] }),
  'archives.passages.delete': missing(`passage-${OTHER}`, { archive_id: `archive-${OTHER}` }),

  'folders.create': refused({ name: 'x' }),
  'folders.retrieve': missing(`source-${OTHER}`),
  'folders.update': missing(`source-${OTHER}`, {}),
  'folders.list': answers(),
  'folders.delete': missing(`source-${OTHER}`),
  'folders.files.retrieve': missing(`file-${OTHER}`, { folder_id: `source-${OTHER}` }),
  'folders.files.list': missing(`source-${OTHER}`),
  'folders.files.delete': missing(`file-${OTHER}`, { folder_id: `source-${OTHER}` }),
  'folders.files.upload': call(404, () => [`source-${OTHER}`, { file: file() }]),
  'folders.agents.list': missing(`source-${OTHER}`),

  'models.list': answers(),
  'models.embeddings.list': answers(),

  'mcpServers.create': refused({ config: {}, server_name: 'x' }),
  'mcpServers.retrieve': missing(`mcp_server-${OTHER}`),
  'mcpServers.update': missing(`mcp_server-${OTHER}`, { config: {} }),
  'mcpServers.list': answers(),
  'mcpServers.delete': missing(`mcp_server-${OTHER}`),
  'mcpServers.refresh': missing(`mcp_server-${OTHER}`),
  'mcpServers.tools.retrieve': missing(`tool-${OTHER}`, { mcp_server_id: `mcp_server-${OTHER}` }),
  'mcpServers.tools.list': missing(`mcp_server-${OTHER}`),
  'mcpServers.tools.run': missing(`tool-${OTHER}`, { mcp_server_id: `mcp_server-${OTHER}` }),

  'runs.retrieve': missing(`run-${OTHER}`),
  'runs.list': answers(),
  'runs.messages.list': missing(`run-${OTHER}`),
  'runs.messages.stream': missing(`run-${OTHER}`),
  'runs.usage.retrieve': missing(`run-${OTHER}`),
  'runs.steps.list': missing(`run-${OTHER}`),
  'runs.trace.retrieve': missing(`run-${OTHER}`),

  'steps.retrieve': missing(`step-${OTHER}`),
  'steps.list': answers(),
  'steps.metrics.retrieve': missing(`step-${OTHER}`),
  'steps.trace.retrieve': missing(`step-${OTHER}`),
  'steps.feedback.create': missing(`step-${OTHER}`, {}),
  'steps.messages.list': missing(`step-${OTHER}`),

  'templates.create': missing({ agent_id: `agent-${OTHER}`, type: 'agent' }),
  'templates.update': missing('x', {}),
  'templates.delete': missing('x', {}),
  'templates.rollback': missing('x', { version: 'y' }),
  'templates.save': missing('x'),
  'templates.agents.create': missing('x:1'),

  'tags.list': answers(),

  'messages.retrieve': refused(`message-${OTHER}`),
  'messages.list': refused(),
  'messages.search': refused({ query: 'x' }),
  'passages.search': answers(() => [{ query: 'x' }]),

  'conversations.create': refused({ agent_id: `agent-${OTHER}` }),
  'conversations.retrieve': refused('conv-1'),
  'conversations.update': refused('conv-1', {}),
  'conversations.list': refused({ agent_id: `agent-${OTHER}` }),
  'conversations.delete': refused('conv-1'),
  'conversations.cancel': refused('conv-1'),
  'conversations.fork': refused('conv-1'),
  'conversations.recompile': refused('conv-1'),
  'conversations.messages.create': refused('conv-1', { messages: [] }),
  'conversations.messages.list': refused('conv-1'),
  'conversations.messages.compact': refused('conv-1'),
  'conversations.messages.stream': refused('conv-1'),

  'environments.retrieve': missing('device-1'),
  'environments.list': missing(),
  'environments.sendMessage': missing('connection-1', { messages: [] }),

  'accessTokens.create': missing({ hostname: 'x', policy: { data: [], version: '1' } }),
  'accessTokens.list': missing(),
  'accessTokens.delete': missing('token-1', {}),
};
