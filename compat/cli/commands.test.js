import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Letta } from 'letta-client-1.12';
import { startMneme } from '../support/mneme.js';
import { newHome } from './letta.js';
import { MODEL, say, startModel } from './model.js';

const KEY = 'open-sesame';
let mneme;
let model;
let client;
let home;
let agent;
before(async () => {
  mneme = await startMneme({ MNEME_API_KEY: KEY });
  model = await startModel(mneme.url);
  client = new Letta({ baseURL: mneme.url, apiKey: KEY });
  home = await newHome(model.url, { key: KEY });
  agent = await client.agents.create({
    name: 'Commanded',
    model: MODEL,
    tags: ['git-memory-enabled'],
    memory_blocks: [{ label: 'human', value: 'Likes tea.', description: 'the user' }],
  });
  model.will(say('Here.'));
  const turn = await home.turn(agent.id);
  assert.equal(turn.code, 0, turn.said);
});
after(async () => {
  await home.remove();
  await model.stop();
  await mneme.stop();
});

const memory = (...args) => home.letta('memory', ...args, '--agent', agent.id);

describe('letta, where the server wants a key', () => {
  it('lists agents', async () => {
    const listed = await home.letta('agents', 'list', '--name', 'Commanded');

    assert.equal(listed.code, 0, listed.said);
    assert.deepEqual(listed.json().items.map((item) => item.id), [agent.id]);
  });

  it('says that memory is dirty, then ahead', async () => {
    const files = home.memory(agent.id);
    await files.write('system/human.md', '---\ndescription: the user\n---\nLikes coffee.');
    const dirty = await memory('status');
    const diff = await memory('diff');
    await files.commit('Change their mind');
    const ahead = await memory('status');

    assert.deepEqual([dirty.code, dirty.json().dirty], [2, true]);
    assert.match(diff.out, /\+Likes coffee\./);
    assert.deepEqual([ahead.code, ahead.json().aheadOfRemote], [2, true]);
  });

  it('is pushed by git itself, with the helper that the CLI has set up', async () => {
    const files = home.memory(agent.id);

    const pushed = await files.push();

    assert.ok(pushed.ok, pushed.said);
    const at = { agent_id: agent.id };
    assert.equal((await client.agents.blocks.retrieve('system/human', at)).value, 'Likes coffee.');
    const clean = await memory('status');
    assert.deepEqual([clean.code, clean.json().summary], [0, 'clean']);
  });

  it('pulls what was written over REST', async () => {
    await client.agents.blocks.update('system/human', { agent_id: agent.id, value: 'Both.' });

    const pulled = await memory('pull');

    assert.equal(pulled.json().updated, true, pulled.out);
    assert.match(await home.memory(agent.id).read('system/human.md'), /Both\.$/);
  });

  it('estimates tokens, keeps backups and exports', async () => {
    const files = home.memory(agent.id);
    const tokens = await memory('tokens', '--format', 'json');
    const backup = await memory('backup');
    await files.write('system/human.md', 'lost');
    const restored = await memory('restore', '--from', backup.json().backupName, '--force');
    const exported = await memory('export', '--out', home.path('exported'));

    assert.deepEqual(tokens.json().files.map((file) => file.path), ['system/human.md']);
    assert.deepEqual([restored.code, exported.code], [0, 0]);
    assert.match(await files.read('system/human.md'), /Both\.$/);
    assert.equal((await files.git('status', '--porcelain')).out, '');
  });

  it('is refused with a wrong key, and says so', async () => {
    const stranger = await newHome(model.url, { key: 'wrong' });

    const turn = await stranger.turn(agent.id);

    assert.notEqual(turn.code, 0);
    assert.match(turn.said + turn.out, /401|credential|unauthorized/i);
    await stranger.remove();
  });
});
