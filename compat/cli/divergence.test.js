import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { Letta } from 'letta-client-1.12';
import { aMneme } from '../support/mneme.js';
import { newHome } from './letta.js';
import { MODEL, say, shell, startModel } from './model.js';

let mneme;
let model;
let client;
let home;
let agent;
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
  agent = await client.agents.create({
    model: MODEL,
    tags: ['git-memory-enabled'],
    memory_blocks: [{ label: 'human', value: 'first\n' }, { label: 'persona', value: 'first\n' }],
  });
});
afterEach(() => home.remove());

const write = (label, value) => client.agents.blocks.update(label, { agent_id: agent.id, value });
const read = async (label) =>
  (await client.agents.blocks.retrieve(label, { agent_id: agent.id })).value;
const commit = (file, text) =>
  shell(`cd "$MEMORY_DIR" && sed -i 's/^first$/${text}/' ${file} && git commit -qam "Agent: ${text}"`);

describe('memory that has moved on both sides', () => {
  it('in different files is joined after the turn, with nobody lost', async () => {
    model.will(
      commit('system/human.md', 'by the agent'),
      () => write('system/persona', 'over REST\n'),
      say('Done.'),
    );

    const turn = await home.turn(agent.id);

    assert.equal(turn.code, 0, turn.said);
    assert.equal(await read('system/human'), 'by the agent\n');
    assert.equal(await read('system/persona'), 'over REST\n');
    const memory = home.memory(agent.id);
    assert.deepEqual((await memory.subjects()).slice(0, 2), [
      'Agent: by the agent',
      'Update system/persona block',
    ]);
  });

  it('in one place stays as the server has it until the agent has joined it', async () => {
    model.will(
      commit('system/human.md', 'by the agent'),
      () => write('system/human', 'over REST\n'),
      say('Done.'),
    );
    const turn = await home.turn(agent.id);

    assert.match(turn.said, /conflict/i);
    assert.equal(await read('system/human'), 'over REST\n');

    const memory = home.memory(agent.id);
    assert.match(await memory.read('system/human.md'), /<{7}/);
    await memory.write('system/human.md', '---\ndescription: both\n---\nby the agent, over REST\n');
    await memory.git('add', '-A');
    assert.ok((await memory.git('-c', 'core.editor=true', 'rebase', '--continue')).ok);
    model.will(say('Joined.'));
    const next = await home.turn(agent.id);

    assert.equal(next.code, 0, next.said);
    assert.equal(await read('system/human'), 'by the agent, over REST\n');
    assert.deepEqual((await memory.subjects()).slice(0, 2), [
      'Agent: by the agent',
      'Update system/human block',
    ]);
  });

  it('on two machines comes together', async () => {
    const other = await newHome(model.url);
    for (const machine of [home, other]) {
      model.will(say('Here.'));
      assert.equal((await machine.turn(agent.id)).code, 0);
    }

    model.will(commit('system/human.md', 'on one machine'), say('Done.'));
    await home.turn(agent.id);
    const memory = other.memory(agent.id);
    await memory.write('system/persona.md', '---\ndescription: who\n---\non the other machine\n');
    await memory.commit('Other: edit');
    const pulled = await other.letta('memory', 'pull', '--agent', agent.id);
    model.will(say('Done.'));
    const turn = await other.turn(agent.id);

    assert.equal(pulled.json().updated, true);
    assert.equal(turn.code, 0, turn.said);
    assert.equal(await read('system/human'), 'on one machine\n');
    assert.equal(await read('system/persona'), 'on the other machine\n');
    await other.remove();
  });
});
