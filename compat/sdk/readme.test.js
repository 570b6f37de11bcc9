import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CLIENTS } from '../support/clients.js';
import { clone } from '../support/git.js';
import { aMneme } from '../support/mneme.js';

const README = new URL('../../README.md', import.meta.url);
const SERVER = 'http://127.0.0.1:8283';
let mneme;
before(async () => (mneme = await aMneme()));
after(() => mneme.stop());

/** The README's program, as it stands but for the server and the version of the client. */
async function program(packageName) {
  const [, code] = /^```js\n(.*?)^```$/ms.exec(await readFile(README, 'utf8'));
  return code.replaceAll(SERVER, mneme.url).replace('@letta-ai/letta-client', packageName);
}

for (const { version, packageName } of CLIENTS) {
  it(`the program in the README runs with letta-client ${version}`, async () => {
    const file = new URL(`../node_modules/.readme-${version}.mjs`, import.meta.url);
    await writeFile(file, await program(packageName));

    const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(file)]);

    const [, agent] = /^git clone .*\/(agent-[0-9a-f-]+)\/state\.git\n$/.exec(stdout);
    const memory = await clone(mneme.url, agent);
    assert.match(await memory.read('system/human.md'), /\nDrinks coffee\.$/);
    assert.deepEqual(await memory.subjects(), ['Update system/human block', 'Initial commit']);
    await memory.remove();
    await rm(file);
  });
}
