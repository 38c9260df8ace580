import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** Every Node.js that people run; the binaries come from the npm package `node`, the newest of each line as of 2026-11. */
const versions = { 20: '20.20.2', 22: '22.23.3', 24: '24.21.0', 26: '26.10.0' };

export const supportedMajors = Object.keys(versions);

/** Below node_modules, so that `npm ci` starts anew and nothing is left elsewhere. */
const cache = path.join(import.meta.dirname, '../../node_modules/.cache/leakline-nodes');

const runsAs = (bin, version) =>
  existsSync(bin) && spawnSync(bin, ['--version'], { encoding: 'utf8' }).stdout?.trim() === `v${version}`;

/**
 * Gives the folder of the `node` of a major version; installs it where it is not there yet.
 *
 * @throws {Error} with what to do, when it cannot be had.
 */
export function nodeFolder(major) {
  const version = versions[major];
  if (version === undefined) {
    throw new Error(`Node.js ${major} is not among those that are tested: ${supportedMajors.join(', ')}.`);
  }
  const folder = path.join(cache, version);
  const bin = path.join(folder, 'node_modules/node/bin/node');
  if (!runsAs(bin, version)) install(version, folder);
  if (!runsAs(bin, version)) throw new Error(`npm installed node@${version}, but ${bin} does not run.`);
  return path.dirname(bin);
}

/** The line in which npm says what went wrong. */
const reasonIn = (stderr) => /^npm error (?!code |syscall |errno )(.+)$/m.exec(stderr)?.[1] ?? stderr.trim();

function install(version, folder) {
  // One retry: a registry that cannot be reached is told in seconds.
  const patience = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--loglevel=error'];
  const args = ['install', '--no-save', '--no-package-lock', ...patience, '--prefix', folder, `node@${version}`];
  const { status, error, stderr } = spawnSync('npm', args, { encoding: 'utf8', timeout: 120_000 });
  if (status === 0) return;
  throw new Error(
    `Node.js ${version} is not installed, and npm could not get node@${version}: ${error?.message ?? reasonIn(stderr)}. Check that npm reaches its registry (npm ping).`,
  );
}
