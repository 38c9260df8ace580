import { leaky, runSource } from '../commands.js';
import { type FaultCase, type FaultGroup, fault, leaking } from '../fault-case.js';
import { server } from '../targets.js';
import { escaped } from '../terminal-escape.js';

/** What a CI system obeys, but for our own annotations. */
const foreignCommand = /^\s*(::(?!(?:error|warning|notice) )|##\[|##vso|##teamcity)/m;

const cases: readonly FaultCase[] = [
  fault('stdout and stderr are closed', { exit: [1] }, (ground) => leaky(ground, { before: 'exec >&- 2>&-;' })),
  fault('stdout is full', { exit: [1, 3] }, (ground) =>
    leaky(ground, { before: 'exec >/dev/full;', options: ['--diagnose', 'never', '--json'] }),
  ),
  fault('stderr is full', { exit: [1] }, (ground) => leaky(ground, { before: 'exec 2>/dev/full;' })),
  fault('nobody reads (| head -1)', { exit: [1] }, (ground) => leaky(ground, { before: 'exec > >(head -1) 2>&1;' })),
  fault('stdin is closed', leaking, (ground) => leaky(ground, { before: 'exec <&-;' })),
  fault('TERM=dumb', leaking, (ground) => leaky(ground, { environment: { TERM: 'dumb' } })),
  fault('LC_ALL=C and no TERM', leaking, (ground) => leaky(ground, { environment: { LC_ALL: 'C', TERM: undefined } })),
  fault('FORCE_COLOR and a narrow terminal', { exit: [1] }, (ground) =>
    leaky(ground, { environment: { NO_COLOR: undefined, FORCE_COLOR: '3', COLUMNS: '10' } }),
  ),
  fault('the target prints CI commands', { exit: [3], saysNot: foreignCommand }, (ground) =>
    runSource(
      ground,
      `console.log('::stop-commands::x\\n##[error]x\\n##vso[task.complete]\\n##teamcity[buildStop]'); process.exit(1);`,
      { environment: { GITHUB_ACTIONS: 'true' } },
    ),
  ),
  fault('answers hold CI commands', { exit: [1, 2, 3], saysNot: foreignCommand }, (ground) =>
    runSource(
      ground,
      server(`response.statusCode = 500; response.end('\\n::set-output name=x::y\\n##vso[task.complete]');`),
      { environment: { GITHUB_ACTIONS: 'true' }, options: ['--diagnose', 'never', '--reporter', 'github,list'] },
    ),
  ),
  fault('the target prints escapes as it ends', { exit: [3], saysNot: escaped }, (ground) =>
    runSource(ground, `process.stderr.write('\\u001b]0;owned\\u0007\\u001b[2J\\u009b31m\\n'); process.exit(1);`),
  ),
];

export const outputCases: FaultGroup = { title: 'output and terminal', cases };
