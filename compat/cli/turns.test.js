import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { Letta } from 'letta-client-1.12';
import { aMneme } from '../support/mneme.js';
import { newHome } from './letta.js';
import { MODEL, patchMemory, say, shell, startModel } from './model.js';

let mneme;
let model;
let client;
let home;
before(async () => {
  mneme = await aMneme();
  model = await startModel(mneme.url);
  client = new Letta({ baseURL: mneme.url });
});
after(async () => {
  await model.stop();
  await mneme.stop();
});
beforeEach(async () => {
  home = await newHome(model.url);
  model.refused.length = 0;
});
afterEach(() => home.remove());
/** Whatever the CLI asks for at its start and in a turn is there. */
afterEach(() => assert.deepEqual(model.refused, []));

const value = async (agent, label) =>
  (await client.agents.blocks.retrieve(label, { agent_id: agent })).value;

describe('letta -p', () => {
  it('makes an agent whose memory is in git, and clones it', async () => {
    model.will(say('Hello.'));

    const turn = await home.letta('-p', 'Hi.', '--new-agent', '--output-format', 'json');

    assert.equal(turn.code, 0, turn.said);
    const { result, agent_id: id } = turn.json();
    assert.equal(result, 'Hello.');
    const agent = await client.agents.retrieve(id);
    assert.ok(agent.tags.includes('git-memory-enabled') && agent.tags.includes('origin:letta-code'));
    const labels = agent.blocks.map((block) => block.label).sort();
    assert.deepEqual(labels, ['system/MEMORY', 'system/human', 'system/persona']);
    const memory = home.memory(id);
    for (const label of labels) {
      assert.ok((await memory.read(`${label}.md`)).endsWith(await value(id, label)));
    }
    assert.equal((await memory.git('config', '--local', 'user.email')).out, `${id}@letta.com`);
  });

  it('lets an agent edit its memory with its own tools, and pushes that after the turn', async () => {
    model.will(say('Hello.'));
    const made = await home.letta('-p', 'Hi.', '--new-agent', '--output-format', 'json');
    const id = made.json().agent_id;
    const memory = home.memory(id);
    model.returned.length = 0;
    model.will(
      patchMemory(
        'Index it',
        '*** Update File: system/MEMORY.md',
        '@@',
        '-# Memory',
        '+# Memory of mine',
      ),
      patchMemory('Note an API', '*** Add File: reference/api.md', '+REST and git.'),
      shell('cd "$MEMORY_DIR" && echo " Likes tea." >> system/human.md && git commit -qam "Note tea"'),
      say('Noted.'),
    );

    const turn = await home.turn(id);

    assert.equal(turn.code, 0, turn.said);
    assert.deepEqual(model.returned.map((tool) => tool.status), ['success', 'success', 'success'],
      JSON.stringify(model.returned));
    assert.match(await value(id, 'system/MEMORY'), /^# Memory of mine/);
    assert.match(await value(id, 'reference/api'), /REST and git\./);
    assert.match(await value(id, 'system/human'), / Likes tea\.\n$/);
    assert.equal((await memory.git('status', '--porcelain', '--branch')).out, '## main...origin/main');
    assert.deepEqual((await memory.subjects()).slice(0, 3), ['Note tea', 'Note an API', 'Index it']);
  });

  it('enables git memory for an agent that has none, and keeps its tags and blocks', async () => {
    const plain = await client.agents.create({
      name: 'Plain',
      system: 'You help.',
      tags: ['mine'],
      memory_blocks: [{ label: 'human', value: 'Likes tea.' }, { label: 'persona', value: 'Brief.' }],
    });
    model.passedOn.length = 0;
    model.will(say('Hello.'));

    const turn = await home.turn(plain.id);

    assert.equal(turn.code, 0, turn.said);
    const agent = await client.agents.retrieve(plain.id);
    assert.ok(['mine', 'git-memory-enabled'].every((tag) => agent.tags.includes(tag)), agent.tags);
    assert.deepEqual(
      agent.blocks.map(({ id, label }) => ({ id, label })).sort(byId),
      plain.blocks.map(({ id, label }) => ({ id, label: `system/${label}` })).sort(byId),
    );
    assert.match(await home.memory(plain.id).read('system/human.md'), /Likes tea\.$/);
    assert.ok(
      model.passedOn.some((request) => /^POST .*\/recompile/.test(request)),
      model.passedOn.join('\n'),
    );
  });

  it('pulls what was written over REST before the next turn', async () => {
    const agent = await client.agents.create({
      model: MODEL,
      tags: ['git-memory-enabled'],
      memory_blocks: [{ label: 'human', value: 'old' }],
    });
    model.will(say('1'));
    await home.turn(agent.id);
    await client.agents.blocks.update('system/human', { agent_id: agent.id, value: 'new' });
    model.will(shell('cat "$MEMORY_DIR/system/human.md"'), say('2'));
    model.returned.length = 0;

    const turn = await home.turn(agent.id);

    assert.equal(turn.code, 0, turn.said);
    assert.match(model.returned[0].text, /new/);
  });

  it('is told why a push was refused, and the server keeps what it had', async () => {
    const agent = await client.agents.create({
      model: MODEL,
      tags: ['git-memory-enabled'],
      memory_blocks: [{ label: 'human', value: 'v' }],
    });
    const key = ['AKIA', 'Q3EGRIT5T4M3XK7B'].join('');
    model.will(
      patchMemory('Keep a key', '*** Add File: reference/key.md', `+aws_access_key_id = ${key}`),
      say('Kept.'),
    );

    const turn = await home.turn(agent.id);

    assert.equal(turn.code, 0);
    assert.match(turn.said, /reference\/key\.md/);
    assert.match(turn.said, /AWS access key/);
    assert.deepEqual((await client.agents.retrieve(agent.id)).blocks.map((b) => b.label), [
      'system/human',
    ]);
    assert.equal((await home.memory(agent.id).subjects())[0], 'Keep a key');
  });
});

const byId = (a, b) => (a.id < b.id ? -1 : 1);
