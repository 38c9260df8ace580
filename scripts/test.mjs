/**
 * Runs every test suite, one after the other, and ends with one line that counts them all. A suite that fails does not
 * keep the others from running.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const suites = ['test:unit', 'test:integration', 'test:leak-suite'];
const folder = mkdtempSync(path.join(tmpdir(), 'leakline-tests-'));
const countsFile = path.join(folder, 'counts.ndjson');
writeFileSync(countsFile, '');

const reporter = path.join(import.meta.dirname, 'counting-reporter.cjs');
const env = { ...process.env, LEAKLINE_TEST_COUNTS: countsFile };
const failed = suites.filter((suite) => {
  console.log(`\n== ${suite}`);
  return (
    spawnSync('npm', ['run', '--silent', suite, '--', '--reporter', reporter], { stdio: 'inherit', env }).status !== 0
  );
});

const counts = readFileSync(countsFile, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));
rmSync(folder, { recursive: true });
const sum = (key) => counts.reduce((total, count) => total + count[key], 0);

// A suite that died before its end counted nothing; it is a failure all the same.
const silent = suites.length - counts.length;
const pending = sum('pending');
if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`);
console.log(`${sum('passes')} passed, ${sum('failures') + silent} failed${pending > 0 ? `, ${pending} skipped` : ''}`);
process.exitCode = failed.length > 0 || sum('passes') === 0 ? 1 : 0;
