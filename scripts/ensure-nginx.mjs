/**
 * Installs nginx where it is missing and we may (Debian and its kin, as root); says what to do otherwise. Never fails: the
 * tests behind a proxy are skipped without it.
 */
import { spawnSync } from 'node:child_process';

const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

// The program only: no service is started, each test and lab starts a server of its own.
const install =
  'apt-get update && env DEBIAN_FRONTEND=noninteractive SYSTEMD_OFFLINE=1 RUNLEVEL=1 apt-get install -y --no-install-recommends nginx';

if (!has('nginx') && process.getuid?.() === 0 && has('apt-get')) {
  console.error(`nginx is missing, installing it: ${install}`);
  const { status, stderr } = spawnSync('sh', ['-c', install], { encoding: 'utf8', timeout: 300_000 });
  if (status !== 0) console.error(stderr);
}
if (!has('nginx'))
  console.error('There is no nginx; what needs it is left out. Install it, e.g. apt-get install nginx.');
