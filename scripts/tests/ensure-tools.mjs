/**
 * Installs programs that tests and labs need, where they are missing and we may (Debian and its kin, as root); says what to do
 * otherwise. Never fails: what needs a missing program is left out, and says so.
 *
 *     node scripts/tests/ensure-tools.mjs nginx dockerd=docker.io
 *
 * `program=package` where the package has another name; `import:module=package` for a module of Debian's Python.
 */
import { spawnSync } from 'node:child_process';

const has = (program) =>
  program.startsWith('import:')
    ? spawnSync('/usr/bin/python3', ['-c', `import ${program.slice('import:'.length)}`]).status === 0
    : spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const wanted = process.argv.slice(2).map((word) => {
  const [program, name = program] = word.split('=');
  return { program, name };
});
const missing = () => wanted.filter(({ program }) => !has(program));

/** The programs only: no service is started, each test and lab starts a server of its own. */
const installOf = (packages) =>
  `apt-get update && env DEBIAN_FRONTEND=noninteractive SYSTEMD_OFFLINE=1 RUNLEVEL=1 apt-get install -y --no-install-recommends ${packages.join(' ')}`;

const before = missing();
if (before.length > 0 && process.getuid?.() === 0 && has('apt-get')) {
  const install = installOf([...new Set(before.map(({ name }) => name))]);
  console.error(`Missing: ${before.map(({ program }) => program).join(', ')}. Installing: ${install}`);
  const { status, stderr } = spawnSync('sh', ['-c', install], { encoding: 'utf8', timeout: 900_000 });
  if (status !== 0) console.error(stderr);
}
for (const { program, name } of missing()) {
  console.error(`There is no ${program}; what needs it is left out. Install it, e.g. apt-get install ${name}.`);
}
