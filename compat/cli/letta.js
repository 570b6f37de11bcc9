import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { operations } from '../support/git.js';
import { withoutOurs } from '../support/mneme.js';

const LETTA = fileURLToPath(
  new URL('../node_modules/@letta-ai/letta-code/letta.js', import.meta.url),
);

/** A machine of somebody who uses the `letta` command with a server: a home of its own. */
export async function newHome(server, { key = '', more = {} } = {}) {
  const home = await mkdtemp(join(tmpdir(), 'mneme-letta-'));
  const project = join(home, 'project');
  await mkdir(project);
  const env = {
    ...withoutOurs(process.env),
    HOME: home,
    LETTA_BASE_URL: server,
    LETTA_MEMFS_BASE_URL: server,
    LETTA_MEMFS_LOCAL: '1',
    LETTA_API_KEY: key,
    LETTA_CODE_TELEM: '0',
    DISABLE_AUTOUPDATER: '1',
    GIT_CONFIG_NOSYSTEM: '1',
    ...more,
  };
  const letta = (...args) => run(args, { cwd: project, env, timeout: 300_000 });
  return {
    letta,
    /** A turn of an agent that exists, without a terminal. */
    turn: (agent) => letta('-p', 'Go on.', '--agent', agent, '--output-format', 'json'),
    /** The working directory of an agent's memory on this machine. */
    memory: (agent) => operations(join(home, '.letta', 'agents', agent, 'memory')),
    /** A place beside that memory, where repositories that are shared are put. */
    beside: (agent, name) => operations(join(home, '.letta', 'agents', agent, name)),
    path: (...names) => join(home, ...names),
    remove: () => rm(home, { recursive: true, force: true, maxRetries: 5 }),
  };
}

function run(args, options) {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [LETTA, ...args], options, (error, out, said) => {
      const code = error ? (error.code ?? error.signal) : 0;
      resolve({ code, out, said, json: () => JSON.parse(out) });
    });
    child.stdin.end();
  });
}
