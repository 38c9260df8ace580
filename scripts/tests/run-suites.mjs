import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const slowestShown = 20;
const reporter = path.join(import.meta.dirname, 'recording-reporter.cjs');
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * One thing to run. With `mocha: true` its tests count one by one; anything else counts as one test, passed when it exits with
 * 0.
 *
 * @typedef {{ name: string, mocha: boolean, command: readonly [string, ...string[]], env?: Record<string, string> }} Suite
 */

/** @returns {Suite} a suite of mocha's that package.json names. */
export const npmSuite = (script) => ({
  name: script,
  mocha: true,
  command: ['npm', 'run', '--silent', script, '--'],
});

function runSuite({ name, mocha, command: [program, ...args], env = {} }, recordFile) {
  console.log(`\n== ${name}`);
  const startedMs = performance.now();
  const { status, error } = spawnSync(program, mocha ? [...args, '--reporter', reporter] : args, {
    stdio: 'inherit',
    env: { ...process.env, ...env, LEAKLINE_TEST_RECORD: recordFile },
  });
  if (error) console.log(`${program}: ${error.message}`);
  return { name, mocha, hasFailed: status !== 0, tookMs: performance.now() - startedMs };
}

function readRecord(recordFile) {
  const lines = readFileSync(recordFile, 'utf8').split('\n');
  const records = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  return {
    timed: records.filter(({ type }) => type === 'timed'),
    counts: records.filter(({ type }) => type === 'counts'),
  };
}

function tallyOf(ran, counts) {
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  const single = ran.filter(({ mocha }) => !mocha);
  const failedAlone = single.filter(({ hasFailed }) => hasFailed).length;
  // A suite that died before its end counted nothing; it is a failure all the same.
  const silent = ran.length - single.length - counts.length;
  return {
    passed: sum('passes') + single.length - failedAlone,
    failed: sum('failures') + failedAlone + silent,
    skipped: sum('pending'),
  };
}

/**
 * Runs suites one after the other, then prints the slowest tests and one line that counts them all. A suite that fails does
 * not keep the others from running. Where `CI` is set a skipped test is a failure: what a test needs is installed there, and
 * a test that never runs would go unnoticed.
 *
 * @param {readonly Suite[]} suites
 * @returns {boolean} whether all is well.
 */
export function runSuites(suites) {
  const folder = mkdtempSync(path.join(tmpdir(), 'leakline-tests-'));
  const recordFile = path.join(folder, 'record.ndjson');
  writeFileSync(recordFile, '');
  const ran = suites.map((suite) => runSuite(suite, recordFile));
  const { timed, counts } = readRecord(recordFile);
  rmSync(folder, { recursive: true });

  console.log(`\nThe slowest ${slowestShown}, hooks included:`);
  for (const { ms, title, file } of timed.toSorted((a, b) => b.ms - a.ms).slice(0, slowestShown)) {
    console.log(`${seconds(ms).padStart(8)}  ${title} (${file})`);
  }
  console.log(`\n${ran.map(({ name, tookMs }) => `${name} ${seconds(tookMs)}`).join(', ')}`);

  const { passed, failed, skipped } = tallyOf(ran, counts);
  const failedNames = ran.filter(({ hasFailed }) => hasFailed).map(({ name }) => name);
  const mayNotSkip = Boolean(process.env.CI) && skipped > 0;
  if (failedNames.length > 0) console.log(`failed: ${failedNames.join(', ')}`);
  if (mayNotSkip) console.log('Where CI is set nothing may be skipped: install what the skipped tests say they need.');
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failedNames.length === 0 && !mayNotSkip && passed > 0;
}
