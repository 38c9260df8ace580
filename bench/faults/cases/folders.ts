import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asNobody, leaky, runConfig, runSource } from '../commands.js';
import { type FaultCase, type FaultGroup, fault, leaking } from '../fault-case.js';
import type { Ground } from '../ground.js';
import { cleanServer, leakyServer } from '../targets.js';

/** A path below a plain file: nobody can write there, root included. */
const unwritable = (ground: Ground): string => path.join(ground.write('plain', ''), 'report');

const cases: readonly FaultCase[] = [
  fault('TMPDIR is not there', { exit: [3], code: 'TMPDIR_UNWRITABLE' }, (ground) =>
    leaky(ground, { environment: { TMPDIR: path.join(ground.folder, 'nowhere') } }),
  ),
  fault('TMPDIR is a file', { exit: [3], code: 'TMPDIR_UNWRITABLE' }, (ground) =>
    leaky(ground, { environment: { TMPDIR: ground.write('file', '') } }),
  ),
  fault('TMPDIR may not be written', { exit: [3], code: 'TMPDIR_UNWRITABLE' }, (ground) => {
    chmodSync(ground.temporary, 0o555);
    return leaky(ground, { through: asNobody });
  }),
  fault('TMPDIR is too deep for a socket', leaking, (ground) => {
    const deep = path.join(ground.folder, 'd'.repeat(120));
    mkdirSync(deep);
    return leaky(ground, { environment: { TMPDIR: deep } });
  }),
  fault('reports is a file', { exit: [3], code: 'OUTPUT_UNWRITABLE' }, (ground) => {
    ground.write('reports', '');
    return leaky(ground);
  }),
  fault('reports is a link to nowhere', { exit: [3], code: 'OUTPUT_UNWRITABLE' }, (ground) => {
    symlinkSync('/proc/nowhere', path.join(ground.folder, 'reports'));
    return leaky(ground);
  }),
  fault('reports may not be written', { exit: [3], code: 'OUTPUT_UNWRITABLE' }, (ground) => {
    mkdirSync(path.join(ground.folder, 'reports'));
    chmodSync(path.join(ground.folder, 'reports'), 0o555);
    return leaky(ground, { through: asNobody });
  }),
  fault('reports/latest is a folder', { exit: [1], says: /\[LATEST_NOT_MOVED\]/ }, (ground) => {
    mkdirSync(path.join(ground.folder, 'reports', 'latest'), { recursive: true });
    return leaky(ground);
  }),
  fault(
    'a report that cannot be written, of a leak',
    { exit: [1], code: 'OUTPUT_UNWRITABLE', saysNot: /report {2}.*plain/ },
    (ground) => leaky(ground, { options: ['--diagnose', 'never', '--reporter', `list,html=${unwritable(ground)}`] }),
  ),
  fault(
    'a report that cannot be written, beside one that can',
    { exit: [3], code: 'OUTPUT_UNWRITABLE' },
    (ground) =>
      runSource(ground, cleanServer(), {
        options: ['--diagnose', 'never', '--reporter', `list,json=${unwritable(ground)},junit=junit.xml`],
      }),
    { inspect: (ground) => (ground.has('junit.xml') ? null : 'junit.xml was not written') },
  ),
  fault('the run folder vanishes under load', { exit: [1, 3] }, (ground) => leaky(ground), {
    disturb: async (_running, ground) => {
      await sleep(3000);
      rmSync(path.join(ground.folder, 'reports'), { recursive: true, force: true });
    },
  }),
  fault('.env is a pipe that nobody writes to', leaking, (ground) => leaky(ground, { before: 'mkfifo .env;' })),
  fault('the baseline is a pipe that nobody writes to', { exit: [4], code: 'BASELINE_UNREADABLE' }, (ground) =>
    leaky(ground, { before: 'mkfifo leakline.baseline.json;' }),
  ),
  fault('the source map is a device', leaking, (ground) =>
    runSource(ground, `${leakyServer()}\n//# sourceMappingURL=/dev/zero\n`, { options: [] }),
  ),
  fault('the database is restored from a device', { exit: [3], code: 'RESTORE_FAILED' }, (ground) =>
    runConfig(
      ground,
      `export default { targets: [{ name: 'server', command: ['node', ${JSON.stringify(ground.write('server.cjs', cleanServer()))}] }],
        endpoints: ['GET /a'], services: { postgres: { restore: '/dev/zero' } } };`,
    ),
  ),
  fault('there is no /proc', { exit: [3], code: 'START_FAILED' }, (ground) =>
    leaky(ground, { through: ['unshare', '-m', 'sh', '-c', 'mount -t tmpfs none /proc && exec "$@"', 'sh'] }),
  ),
  fault('the report folder has no room', { exit: [1], code: 'OUTPUT_UNWRITABLE' }, (ground) => {
    mkdirSync(path.join(ground.folder, 'reports'));
    const mounted = 'mount -t tmpfs -o size=16k none reports && exec "$@"';
    return leaky(ground, { through: ['unshare', '-m', 'sh', '-c', mounted, 'sh'] });
  }),
  fault('as another user', leaking, (ground) => leaky(ground, { through: asNobody })),
];

export const folderCases: FaultGroup = { title: 'folders and users', cases };
