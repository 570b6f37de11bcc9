import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startShared } from './support/mneme.js';

/** Runs all cases, or those whose file names contain one of the words given; says how many passed. */
const words = process.argv.slice(2);
const files = [];
for (const folder of ['cli', 'sdk']) {
  const names = await readdir(new URL(folder, import.meta.url));
  files.push(...names.filter((name) => name.endsWith('.test.js')).map((name) => `${folder}/${name}`));
}
const chosen = files
  .filter((file) => !words.length || words.some((word) => file.includes(word)))
  .map((file) => fileURLToPath(new URL(file, import.meta.url)));

const mneme = await startShared();
const failed = [];
let passed = 0;
let group = '';
const tests = run({ files: chosen, concurrency: availableParallelism(), timeout: 1_200_000 });
tests.on('test:start', ({ name, nesting }) => (nesting === 0 ? begin(name) : undefined));
tests.on('test:pass', (test) => (isCase(test) ? count(test) : undefined));
tests.on('test:fail', (test) => (isCase(test) || isAlone(test) ? fail(test) : undefined));
tests.on('test:stderr', ({ message }) => process.stderr.write(message));
for await (const _ of tests);
await mneme.stop();

for (const { group, name, file, line, details } of failed) {
  console.log(`\n✗ ${group}: ${name}\n  ${file}:${line}\n`, details.error?.cause ?? details.error);
}
console.log(`\n${passed} passed, ${failed.length} failed`);
process.exit(failed.length || !passed ? 1 : 0);

function isCase({ details }) {
  return details.type !== 'suite';
}

/** A group that fails although none of its cases did: what it begins or ends with has failed. */
function isAlone({ details }) {
  return details.error?.failureType !== 'subtestsFailed';
}

function begin(name) {
  group = name;
  console.log(`\n${name}`);
}

/** A case that was skipped has not passed. */
function count(test) {
  if (test.skip !== undefined || test.todo !== undefined) return fail(test);
  passed++;
  console.log(`  ✓ ${test.name} (${Math.round(test.details.duration_ms)} ms)`);
}

function fail(test) {
  failed.push({ ...test, group });
  console.log(`  ✗ ${test.name}`);
}
