import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CLIENTS } from '../support/clients.js';
import { sentence } from '../support/errors.js';
import { aMneme } from '../support/mneme.js';
import { CALLS } from './calls.js';

let mneme;
before(async () => (mneme = await aMneme()));
after(() => mneme.stop());

for (const { version, Letta } of CLIENTS) {
  describe(`every call of letta-client ${version}`, () => {
    let letta;
    let made;
    before(async () => {
      letta = new Letta({ baseURL: mneme.url });
      const agent = await letta.agents.create({ memory_blocks: [{ label: 'human', value: '' }] });
      const block = await letta.blocks.create({ label: 'extra', value: '' });
      const doomed = await letta.agents.create({});
      const scrap = await letta.blocks.create({ label: 'scrap', value: '' });
      made = { agent: agent.id, block: block.id, doomed: doomed.id, scrap: scrap.id };
    });

    const calls = callsOf(new Letta({ baseURL: 'http://localhost' }));

    it('is in the table', () => {
      assert.deepEqual(calls.filter((name) => !(name in CALLS)), []);
    });

    for (const name of calls.filter((each) => each in CALLS)) {
      const { args, answer } = CALLS[name];
      it(`${name}: ${answer}`, async () => {
        const { status, detail } = await outcome(call(letta, name, args(made)));

        assert.equal(status, answer, detail);
        if (status !== 200) assert.match(detail, /\w+ \w+/, 'a sentence');
      });
    }
  });
}

/** The names of all methods of a client, as `agents.blocks.list`. */
function callsOf(resource, prefix = '') {
  return Object.entries(resource)
    .filter(([, value]) => value?._client)
    .flatMap(([name, value]) => [
      ...Object.getOwnPropertyNames(Object.getPrototypeOf(value))
        .filter((method) => method !== 'constructor')
        .map((method) => `${prefix}${name}.${method}`),
      ...callsOf(value, `${prefix}${name}.`),
    ]);
}

function call(letta, name, args) {
  const path = name.split('.');
  const method = path.pop();
  const resource = path.reduce((parent, child) => parent[child], letta);
  return resource[method](...args);
}

async function outcome(promise) {
  try {
    await promise;
    return { status: 200, detail: '' };
  } catch (error) {
    return { status: error.status, detail: error.status ? sentence(error) : String(error) };
  }
}
