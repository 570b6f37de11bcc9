import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHARED = 'COMPAT_MNEME';
const LAUNCHER = fileURLToPath(new URL('../../mneme', import.meta.url));

/**
 * A Mneme without settings: the one that `run.js` has started for all files, or, for a file that is
 * run by itself, one of its own. Cases share it, so each goes by names and tags that are its own.
 */
export async function aMneme() {
  const url = process.env[SHARED];
  return url ? { url, stop: async () => {} } : startMneme();
}

/** Starts the one for all files. */
export async function startShared() {
  const mneme = await startMneme();
  process.env[SHARED] = mneme.url;
  return mneme;
}

/** Starts a Mneme on a free port with an empty data folder; `settings` are `MNEME_*` variables. */
export async function startMneme(settings = {}) {
  const data = await mkdtemp(join(tmpdir(), 'mneme-compat-'));
  const server = spawn(LAUNCHER, ['serve', '--port', '0', '--data', data], {
    env: { ...withoutOurs(process.env), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  const url = await readyAt(server);
  return {
    url,
    async stop() {
      process.off('exit', kill);
      await ended(server);
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** The environment without settings of whoever runs this, and without a proxy before loopback. */
export function withoutOurs(environment) {
  const kept = Object.entries(environment).filter(([name]) => !/^(MNEME|LETTA)_/.test(name));
  return { ...Object.fromEntries(kept), no_proxy: '127.0.0.1', NO_PROXY: '127.0.0.1' };
}

function readyAt(server) {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk) => {
      said += chunk;
      const ready = /^Mneme is ready at (\S+)$/m.exec(said);
      if (ready) resolve(ready[1]);
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Mneme ended with ${code}:\n${said}`)));
  });
}

function ended(server) {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.once('exit', resolve);
    server.kill('SIGTERM');
  });
}
