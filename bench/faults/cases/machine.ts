import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { budgetSeconds, limitSeconds, type RunOptions, runConfig, runSource } from '../commands.js';
import type { Expected, FaultCase, FaultGroup } from '../fault-case.js';
import type { Ground } from '../ground.js';
import { cleanServer, leakyServer, server } from '../targets.js';

type Arrange = FaultCase['arrange'];

const machine = (name: string, expected: Expected, arrange: Arrange, more: Partial<FaultCase> = {}): FaultCase => ({
  name,
  expected,
  limitSeconds,
  arrange,
  ...more,
});

const leaky = (ground: Ground, more: RunOptions = {}) => runSource(ground, leakyServer(), more);
const leaking: Expected = { exit: [1], verdict: 'leaking' };
/** Never 1 (a leak), never 0 (clean). V8 ends a process that gets no memory by a signal before any code runs. */
const failedStart: Expected = { exit: [3, 4, 134, 133, 'SIGABRT', 'SIGTRAP', 'SIGSEGV', 127, 126] };
const typedStart: Expected = { exit: [3, 4] };

const limits: readonly FaultCase[] = [
  machine('ulimit -n 16', failedStart, (ground) => leaky(ground, { before: 'ulimit -n 16;' })),
  machine('ulimit -n 64', typedStart, (ground) => leaky(ground, { before: 'ulimit -n 64;' })),
  machine('ulimit -n 128', { exit: [1, 3] }, (ground) => leaky(ground, { before: 'ulimit -n 128;' })),
  machine('ulimit -v 700000', failedStart, (ground) => leaky(ground, { before: 'ulimit -v 700000;' })),
  machine('ulimit -v 3000000', { exit: [1, 3, 4] }, (ground) => leaky(ground, { before: 'ulimit -v 3000000;' })),
  machine('NODE_OPTIONS that Node refuses', { exit: [9] }, (ground) =>
    leaky(ground, { environment: { NODE_OPTIONS: '--no-such-option' } }),
  ),
  machine('no HOME', leaking, (ground) => leaky(ground, { environment: { HOME: undefined } })),
  machine('no PATH', { exit: [1, 3] }, (ground) =>
    leaky(ground, { environment: { PATH: '/nowhere' }, through: ['/usr/bin/env'] }),
  ),
  machine('a folder that is gone', typedStart, (ground) => ({
    ...leaky(ground),
    before: 'mkdir gone; cd gone; rmdir ../gone;',
  })),
  machine('the CPU limit is reached', { exit: ['SIGKILL', 'SIGXCPU', 1, 3, 137] }, (ground) =>
    leaky(ground, { before: 'ulimit -t 2;' }),
  ),
];

const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

const folders: readonly FaultCase[] = [
  machine('TMPDIR is not there', { exit: [3], code: 'OUTPUT_UNWRITABLE' }, (ground) =>
    leaky(ground, { environment: { TMPDIR: '/nowhere/at/all' } }),
  ),
  machine('TMPDIR is a file', { exit: [3], code: 'OUTPUT_UNWRITABLE' }, (ground) =>
    leaky(ground, { environment: { TMPDIR: ground.write('file', '') } }),
  ),
  machine('TMPDIR may not be written', { exit: [3], code: 'OUTPUT_UNWRITABLE' }, (ground) => {
    chmodSync(ground.temporary, 0o555);
    return leaky(ground, { through: asNobody });
  }),
  machine('TMPDIR is too deep for a socket', leaking, (ground) => {
    const deep = path.join(ground.temporary, 'd'.repeat(120));
    mkdirSync(deep);
    return leaky(ground, { environment: { TMPDIR: deep } });
  }),
  machine('reports is a file', { exit: [3], code: 'OUTPUT_UNWRITABLE' }, (ground) => {
    ground.write('reports', '');
    return leaky(ground);
  }),
  machine('reports is a link to nowhere', { exit: [3], code: 'OUTPUT_UNWRITABLE' }, (ground) => {
    symlinkSync('/nowhere/at/all', path.join(ground.folder, 'reports'));
    return leaky(ground);
  }),
  machine('reports may not be written', { exit: [3], code: 'OUTPUT_UNWRITABLE' }, (ground) => {
    mkdirSync(path.join(ground.folder, 'reports'));
    chmodSync(path.join(ground.folder, 'reports'), 0o555);
    return leaky(ground, { through: asNobody });
  }),
  machine('reports/latest is a folder', { exit: [1], says: /\[LATEST_NOT_MOVED\]/ }, (ground) => {
    mkdirSync(path.join(ground.folder, 'reports', 'latest'), { recursive: true });
    return leaky(ground);
  }),
  machine(
    'a report that cannot be written',
    { exit: [3], code: 'OUTPUT_UNWRITABLE', saysNot: /report {2}.*nowhere/ },
    (ground) => leaky(ground, { options: ['--diagnose', 'never', '--reporter', 'list,html=/nowhere/report.html'] }),
  ),
  machine(
    'a report that cannot be written, beside one that can',
    { exit: [3], code: 'OUTPUT_UNWRITABLE' },
    (ground) =>
      leaky(ground, {
        options: ['--diagnose', 'never', '--reporter', 'list,json=/nowhere/result.json,junit=junit.xml'],
      }),
    { inspect: (ground) => (ground.has('junit.xml') ? null : 'junit.xml was not written') },
  ),
  machine('the run folder vanishes under load', { exit: [1, 3] }, (ground) => leaky(ground), {
    disturb: async (_running, ground) => {
      await sleep(3000);
      rmSync(path.join(ground.folder, 'reports'), { recursive: true, force: true });
    },
  }),
  machine('as another user', leaking, (ground) => leaky(ground, { through: asNobody })),
];

const outputs: readonly FaultCase[] = [
  machine('stdout and stderr are closed', { exit: [1] }, (ground) => leaky(ground, { before: 'exec >&- 2>&-;' })),
  machine('stdout is full', { exit: [1, 3] }, (ground) =>
    leaky(ground, { before: 'exec >/dev/full;', options: ['--diagnose', 'never', '--json'] }),
  ),
  machine('stderr is full', { exit: [1] }, (ground) => leaky(ground, { before: 'exec 2>/dev/full;' })),
  machine('nobody reads (| head -1)', { exit: [1] }, (ground) => leaky(ground, { before: 'exec > >(head -1) 2>&1;' })),
  machine('stdin is closed', leaking, (ground) => leaky(ground, { before: 'exec <&-;' })),
  machine('TERM=dumb', leaking, (ground) => leaky(ground, { environment: { TERM: 'dumb' } })),
  machine('LC_ALL=C and no TERM', leaking, (ground) =>
    leaky(ground, { environment: { LC_ALL: 'C', TERM: undefined } }),
  ),
  machine('FORCE_COLOR and a narrow terminal', { exit: [1] }, (ground) =>
    leaky(ground, { environment: { NO_COLOR: undefined, FORCE_COLOR: '3', COLUMNS: '10' } }),
  ),
  machine('the target prints CI commands', { exit: [3], saysNot: /^\s*(::|##\[|##vso|##teamcity)/m }, (ground) =>
    runSource(
      ground,
      `console.log('::stop-commands::x\\n##[error]x\\n##vso[task.complete]\\n##teamcity[buildStop]'); process.exit(1);`,
      { environment: { GITHUB_ACTIONS: 'true' } },
    ),
  ),
  machine(
    'answers hold CI commands',
    { exit: [1, 2, 3], saysNot: /^\s*(::(?!(error|warning|notice|group|endgroup))|##\[|##vso|##teamcity)/m },
    (ground) =>
      runSource(
        ground,
        server(`response.statusCode = 500; response.end('\\n::set-output name=x::y\\n##vso[task.complete]');`),
        { environment: { GITHUB_ACTIONS: 'true' }, options: ['--diagnose', 'never', '--reporter', 'github,list'] },
      ),
  ),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what may not be printed.
  machine('the target prints escapes as it ends', { exit: [3], saysNot: /[\u0007\u001b\u0080-\u009f]/ }, (ground) =>
    runSource(ground, `process.stderr.write('\\u001b]0;owned\\u0007\\u001b[2J\\u009b31m\\n'); process.exit(1);`),
  ),
];

const clocks: readonly FaultCase[] = [
  machine(
    'the target believes it is 1970',
    { ...leaking },
    (ground) =>
      runSource(
        ground,
        leakyServer(
          'const real = Date; globalThis.Date = class extends real { constructor(...a) { super(...(a.length ? a : [0])); } static now() { return 0; } };',
        ),
      ),
    { isDetection: true },
  ),
  machine('TZ is rubbish', leaking, (ground) => leaky(ground, { environment: { TZ: 'No/Where' } })),
  machine('Leakline is stopped for 4 s (SIGSTOP)', leaking, (ground) => leaky(ground), {
    isDetection: true,
    disturb: async (running) => {
      await sleep(2500);
      running.kill('SIGSTOP');
      await sleep(4000);
      running.kill('SIGCONT');
    },
  }),
  machine(
    'the target is stopped for 3 s (SIGSTOP)',
    leaking,
    (ground) =>
      runSource(
        ground,
        leakyServer(`
      require('node:child_process').spawn('sh', ['-c', 'sleep 2; kill -STOP ' + process.pid + '; sleep 3; kill -CONT ' + process.pid], { stdio: 'ignore' }).unref();`),
      ),
    { isDetection: true },
  ),
];

/** A service that runs already; its server lives in this process. */
async function running(ground: Ground): Promise<string> {
  const service = createServer((_request, response) => response.end('ok'));
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  ground.defer(() => {
    service.closeAllConnections();
    service.close();
  });
  return `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
}

const found: readonly FaultCase[] = [
  machine('--url where nobody listens', { exit: [3] }, () => ({
    args: ['run', '--url', 'http://127.0.0.1:1', '--get', '/'],
  })),
  machine('--url that is none', { exit: [4] }, () => ({ args: ['run', '--url', 'nowhere', '--get', '/'] })),
  machine('--pid of nobody', { exit: [3, 4] }, async (ground) => ({
    args: ['run', '--url', await running(ground), '--pid', '4194300', '--get', '/'],
  })),
  machine('--pid without permission', { exit: [0, 2, 3, 4], saysNot: /✖ leaking/ }, async (ground) => ({
    args: ['run', '--budget', String(budgetSeconds), '--url', await running(ground), '--pid', '1', '--get', '/'],
    through: asNobody,
  })),
  machine('a command that is not there', { exit: [3], code: 'TARGET_EXITED' }, () => ({
    args: ['run', '--get', '/', '--', 'no-such-program'],
  })),
  machine('a command that may not run', { exit: [3], code: 'TARGET_EXITED' }, (ground) => ({
    args: ['run', '--get', '/', '--', ground.write('plain.txt', 'x')],
  })),
  machine('an unknown command', { exit: [4], code: 'USAGE' }, () => ({ args: ['rn'] })),
  machine('an unknown option', { exit: [4], code: 'USAGE' }, () => ({ args: ['run', '--bugdet', '5'] })),
  machine('a budget that is no number', { exit: [4] }, () => ({
    args: ['run', '--budget', 'long', '--get', '/', '--', 'node'],
  })),
  machine('the port is taken', { exit: [3], code: 'PORT_IN_USE' }, async (ground) => {
    const port = new URL(await running(ground)).port;
    const program = ground.write('server.cjs', cleanServer());
    return runConfig(
      ground,
      `export default { targets: [{ name: 'server', command: ['node', ${JSON.stringify(program)}], port: ${port} }], endpoints: ['GET /'] };`,
    );
  }),
  machine('a reporter that throws', { exit: [1, 3] }, (ground) => {
    const reporter = ground.write(
      'reporter.mjs',
      `export default () => ({ onRunStart() { throw new Error('from my reporter'); }, onRunEnd() { throw new Error('from my reporter'); } });`,
    );
    return leaky(ground, { options: ['--diagnose', 'never', '--reporter', `list,${reporter}`] });
  }),
  machine('a reporter that is not there', { exit: [4] }, (ground) =>
    leaky(ground, { options: ['--reporter', './nowhere.mjs'] }),
  ),
];

export const machineCases: readonly FaultGroup[] = [
  { title: 'limits and environment', cases: limits },
  { title: 'folders and users', cases: folders },
  { title: 'output and terminal', cases: outputs },
  { title: 'clock', cases: clocks },
  { title: 'command line', cases: found },
];
