import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const slowestShown = 20;
/** The end of a message tells most: the output of a command, say. */
const longestMessage = 4_000;
const reporter = path.join(import.meta.dirname, 'recording-reporter.cjs');
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * One thing to run. The tests of a suite of mocha's count one by one; anything else counts as one test, passed when it exits
 * with 0.
 *
 * @typedef {object} Suite
 * @property {string} name
 * @property {boolean} isMocha
 * @property {readonly [string, ...string[]]} command
 * @property {Readonly<Record<string, string>>} [env]
 * @property {boolean} [maySkip] in CI, too.
 */

/** @returns {Suite} a suite of mocha's that package.json names. */
export const npmSuite = (script, options = {}) => ({
  name: script,
  isMocha: true,
  command: ['npm', 'run', '--silent', script, '--'],
  ...options,
});

function readRecord(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const records = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  return {
    timed: records.filter(({ type }) => type === 'timed'),
    failures: records.filter(({ type }) => type === 'failed'),
    counts: records.find(({ type }) => type === 'counts'),
  };
}

/** A suite that died before its end counted nothing; it is a failure all the same. */
const diedEarly = { passes: 0, failures: 1, pending: 0 };

function runSuite({ name, isMocha, command: [program, ...args], env = {}, maySkip = false }, recordFile) {
  console.log(`\n== ${name}`);
  writeFileSync(recordFile, '');
  const startedMs = performance.now();
  const { status, error } = spawnSync(program, isMocha ? [...args, '--reporter', reporter] : args, {
    stdio: 'inherit',
    env: { ...process.env, ...env, LEAKLINE_TEST_RECORD: recordFile },
  });
  if (error) console.log(`${program}: ${error.message}`);
  const hasFailed = status !== 0;
  const { timed, failures, counts = diedEarly } = readRecord(recordFile);
  const alone = { passes: hasFailed ? 0 : 1, failures: hasFailed ? 1 : 0, pending: 0 };
  const tookMs = performance.now() - startedMs;
  return { name, hasFailed, tookMs, maySkip, timed, failures, counts: isMocha ? counts : alone };
}

function printTimes(ran) {
  console.log(`\nThe slowest ${slowestShown}, hooks included:`);
  const slowest = ran.flatMap(({ timed }) => timed).toSorted((a, b) => b.ms - a.ms);
  for (const { ms, title, file } of slowest.slice(0, slowestShown)) {
    console.log(`${seconds(ms).padStart(8)}  ${title} (${file})`);
  }
  console.log(`\n${ran.map(({ name, tookMs }) => `${name} ${seconds(tookMs)}`).join(', ')}`);
}

/** Once more at the end: who reads the log of CI begins there. */
function printFailures(ran) {
  for (const { title, file, message } of ran.flatMap(({ failures }) => failures)) {
    const shown = message.length > longestMessage ? `… ${message.slice(-longestMessage)}` : message;
    console.log(`\nfailed: ${title} (${file})\n${shown.trim().replaceAll(/^/gm, '  ')}`);
  }
}

/**
 * Runs suites one after the other, then prints the slowest tests, what failed and why, and one line that counts them all. A
 * suite that fails does not keep the others from running. Where `CI` is set a skipped test is a failure: what a test needs is
 * installed there, and a test that never runs would go unnoticed.
 *
 * @param {readonly Suite[]} suites
 * @returns {boolean} whether all is well.
 */
export function runSuites(suites) {
  const folder = mkdtempSync(path.join(tmpdir(), 'leakline-tests-'));
  const ran = suites.map((suite) => runSuite(suite, path.join(folder, 'record.ndjson')));
  rmSync(folder, { recursive: true });
  printTimes(ran);
  printFailures(ran);

  const sum = (key, among = ran) => among.reduce((total, { counts }) => total + counts[key], 0);
  const skipped = sum('pending');
  const failedNames = ran.filter(({ hasFailed }) => hasFailed).map(({ name }) => name);
  const mayNotSkip =
    Boolean(process.env.CI) &&
    sum(
      'pending',
      ran.filter(({ maySkip }) => !maySkip),
    ) > 0;
  if (failedNames.length > 0) console.log(`failed: ${failedNames.join(', ')}`);
  if (mayNotSkip) console.log('Where CI is set nothing may be skipped: install what the skipped tests say they need.');
  console.log(`${sum('passes')} passed, ${sum('failures')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failedNames.length === 0 && !mayNotSkip && sum('passes') > 0;
}
