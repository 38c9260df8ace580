/**
 * Installs what the services of `apps/python/` import, where it is missing and we may (Debian and its kin, as root); says what
 * to do otherwise, and exits with 1.
 *
 *     tsx scripts/python/ensure-python.ts
 */
import { spawnSync } from 'node:child_process';
import { findPython, installCommand } from './find-python.js';

const isFound = (): boolean => {
  try {
    return findPython() !== '';
  } catch {
    return false;
  }
};

function install(): void {
  const command = `apt-get update && env DEBIAN_FRONTEND=noninteractive SYSTEMD_OFFLINE=1 RUNLEVEL=1 ${installCommand}`;
  console.error(`Installing what the services in Python import: ${command}`);
  const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8', timeout: 300_000 });
  if (status !== 0) console.error(stderr);
}

const mayInstall = process.getuid?.() === 0 && spawnSync('sh', ['-c', 'command -v apt-get']).status === 0;
if (!isFound() && mayInstall) install();
try {
  findPython();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
