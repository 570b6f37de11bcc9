import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { withoutOurs } from './mneme.js';

/** Runs git in a folder; gives what it said and whether it failed, and never asks anybody. */
export function git(folder, ...args) {
  const env = {
    ...withoutOurs(process.env),
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
  const who = ['-c', 'user.name=Compat', '-c', 'user.email=compat@localhost'];
  return new Promise((resolve) => {
    execFile('git', [...who, ...args], { cwd: folder, env, timeout: 120_000 }, (error, out, said) =>
      resolve({ ok: !error, out: out.trim(), said }),
    );
  });
}

/** A working directory on the memory of an agent, or on another repository that it has. */
export async function clone(url, agent, { key, repository = 'state.git' } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'mneme-clone-'));
  const remote = new URL(`/v1/git/${agent}/${repository}`, url);
  if (key) Object.assign(remote, { username: 'letta', password: key });
  const cloned = await git(folder, 'clone', '-q', remote.href, '.');
  return { folder, cloned, ...operations(folder) };
}

/** What one does in a working directory. */
export function operations(folder) {
  return {
    git: (...args) => git(folder, ...args),
    read: (path) => readFile(join(folder, path), 'utf8'),
    async write(path, text) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    async commit(message) {
      await git(folder, 'add', '-A');
      const { ok, said } = await git(folder, 'commit', '-q', '-m', message);
      if (!ok) throw new Error(`no commit, hooks may say why: ${said}`);
    },
    push: () => git(folder, 'push', '-q', 'origin', 'main'),
    pull: () => git(folder, 'pull', '-q', '--ff-only'),
    subjects: async () => (await git(folder, 'log', '--format=%s')).out.split('\n'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
