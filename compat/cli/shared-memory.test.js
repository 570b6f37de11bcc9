import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { Letta } from 'letta-client-1.12';
import { aMneme } from '../support/mneme.js';
import { newHome } from './letta.js';
import { MODEL, say, shell, startModel } from './model.js';

const NAME = `notes-${randomUUID().slice(0, 8)}`;
let mneme;
let model;
let client;
let writer;
let reader;
before(async () => {
  mneme = await aMneme();
  model = await startModel(mneme.url);
  client = new Letta({ baseURL: mneme.url });
  writer = await machineOf('Writer');
  reader = await machineOf('Reader');
});
after(async () => {
  await Promise.all([writer.home.remove(), reader.home.remove()]);
  await model.stop();
  await mneme.stop();
});

/** A new agent with git memory, a machine for it, and the repository beside its memory there. */
async function machineOf(name) {
  const agent = await client.agents.create({ name, model: MODEL, tags: ['git-memory-enabled'] });
  const home = await newHome(model.url);
  return {
    agent: agent.id,
    home,
    shared: (...args) => home.letta('shared-memory', ...args, '--agent', agent.id),
    files: home.beside(agent.id, NAME),
  };
}

/** A file as the hook of the CLI wants it. */
const page = (text) => `---\nname: ours\ndescription: ours\n---\n${text}\n`;

describe('letta shared-memory', () => {
  it('creates a repository', async () => {
    const created = await writer.shared('create', '--name', NAME);

    assert.match(created.json().id, /^repo-[0-9a-f-]{36}$/, created.said);
  });

  it('attaches it to an agent and puts it beside the memory of that agent', async () => {
    const attached = await writer.shared('attach', NAME);

    assert.equal(attached.code, 0, attached.said);
    assert.match(attached.json().mount, new RegExp(`/${NAME}$`));
    assert.equal((await writer.files.git('status', '--porcelain', '--branch')).out, '## main...origin/main');
  });

  it('lists it as attached', async () => {
    const listed = await writer.shared('list');

    assert.equal(listed.json().repositories.find(({ name }) => name === NAME).attached, true);
  });

  it('is written in a turn of one agent and read by another', async () => {
    const plan = page('Ship on Fridays.').replaceAll('\n', '\\n');
    model.will(
      shell(`cd "$MEMORY_DIR/../${NAME}" && printf -- '${plan}' > plan.md && git add -A && git commit -qm Plan`),
      say('Planned.'),
    );
    const turn = await writer.home.turn(writer.agent);
    const attached = await reader.shared('attach', NAME);

    assert.equal(turn.code, 0, turn.said);
    assert.equal(attached.code, 0, attached.said);
    assert.equal(await reader.files.read('plan.md'), page('Ship on Fridays.'));
    assert.equal((await reader.files.subjects())[0], 'Plan');
  });

  it('comes together when both have changed it', async () => {
    await reader.files.write('reader.md', page('From the reader.'));
    await reader.files.commit('Reader');
    assert.ok((await reader.files.push()).ok);
    await writer.files.write('writer.md', page('From the writer.'));
    await writer.files.commit('Writer');
    model.will(say('Joined.'));

    const turn = await writer.home.turn(writer.agent);

    assert.equal(turn.code, 0, turn.said);
    const synced = await reader.shared('sync');
    assert.equal(synced.json().failed, 0, synced.out);
    assert.equal(await reader.files.read('writer.md'), page('From the writer.'));
    assert.deepEqual((await reader.files.subjects()).slice(0, 2), ['Writer', 'Reader']);
  });

  it('is not a part of the memory of an agent', async () => {
    assert.deepEqual((await client.agents.retrieve(writer.agent)).blocks, []);
  });

  it('is no longer fetched or pushed once it is detached', async () => {
    const detached = await reader.shared('detach', NAME);
    const fetched = await reader.files.git('fetch', 'origin');

    assert.equal(detached.json().detached, true, detached.said);
    assert.equal(fetched.ok, false);
    assert.match(fetched.said, new RegExp(`has no shared repository '${NAME}'`));
    assert.ok((await writer.files.pull()).ok);
  });
});
