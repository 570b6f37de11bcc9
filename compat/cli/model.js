import { randomUUID } from 'node:crypto';
import { startProxy } from '../support/proxy.js';

const MODELS_WORK = /^\/v1\/(?:agents\/[^/]+\/)?(?:conversations|messages)(?:\/|$)/;

/** A step of a turn: the model says something, and the turn ends. */
export const say = (text) => ({ message: { message_type: 'assistant_message', content: text }, stop: 'end_turn' });

/** A step of a turn: the model wants a tool of the CLI to run. */
export const use = (name, args) => ({
  message: {
    message_type: 'approval_request_message',
    tool_call: { name, arguments: JSON.stringify(args), tool_call_id: `call-${randomUUID()}` },
  },
  stop: 'requires_approval',
});

/** The model of our agents. The CLI goes by it when it chooses the tools that a model gets. */
export const MODEL = 'letta/letta-free';

/** What the CLI's tool for memory is told, and its shell. */
export const patchMemory = (reason, ...lines) =>
  use('memory_apply_patch', {
    reason,
    input: ['*** Begin Patch', ...lines, '*** End Patch'].join('\n'),
  });
export const shell = (cmd) => use('exec_command', { cmd, description: 'a command of a test' });

/**
 * Starts what stands for a model before a server: it answers conversations and messages and passes
 * everything else on unchanged. Each of the given `steps` answers one request of the CLI; a function
 * is called first, as something that happens meanwhile, and does not count.
 */
export async function startModel(server) {
  let steps = [];
  const model = {
    /** Requests that were passed on, as `METHOD path`. */
    passedOn: [],
    /** Those among them that were not answered with a success, as `status METHOD path`. */
    refused: [],
    /** What tools have returned: `{ status, text }`. */
    returned: [],
    will: (...more) => void (steps = more),
  };
  const next = async () => {
    while (typeof steps[0] === 'function') await steps.shift()();
    return steps.shift() ?? say('I have nothing more to say.');
  };
  const proxy = await startProxy(server, async (request, response, forward) => {
    const { pathname } = new URL(request.url, server);
    if (!MODELS_WORK.test(pathname)) {
      const asked = `${request.method} ${request.url}`;
      model.passedOn.push(asked);
      const status = await forward();
      if (status >= 400) model.refused.push(`${status} ${asked}`);
      return;
    }
    const body = await json(request);
    model.returned.push(...returnsIn(body));
    if (request.method === 'POST' && pathname.endsWith('/messages')) return stream(response, await next());
    answer(response, request.method === 'GET' && pathname.endsWith('/messages') ? [] : conversation(request));
  });
  return Object.assign(model, proxy);
}

async function json(request) {
  const chunks = await request.toArray();
  return chunks.length ? JSON.parse(Buffer.concat(chunks)) : {};
}

function returnsIn({ messages = [] }) {
  return messages
    .flatMap((message) => message.approvals ?? [])
    .map(({ status, tool_return, reason }) => ({ status, text: String(tool_return ?? reason) }));
}

function conversation({ url }) {
  const id = /conversations\/(conv-[^/?]+)/.exec(url)?.[1] ?? `conv-${randomUUID()}`;
  return { id, agent_id: null, in_context_message_ids: [], created_at: new Date().toISOString() };
}

function answer(response, value) {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(value));
}

function stream(response, { message, stop }) {
  const events = [
    { id: `message-${randomUUID()}`, date: new Date().toISOString(), otid: randomUUID(), seq_id: 1, ...message },
    { message_type: 'stop_reason', stop_reason: stop },
    { message_type: 'usage_statistics', completion_tokens: 1, prompt_tokens: 1, total_tokens: 2, step_count: 1 },
  ];
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  events.forEach((event) => response.write(`data: ${JSON.stringify(event)}\n\n`));
  response.end('data: [DONE]\n\n');
}
