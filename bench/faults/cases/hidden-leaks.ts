import { runSource } from '../commands.js';
import { type Expected, type FaultCase, type FaultGroup, fault, leaking } from '../fault-case.js';
import { leakyServer, server } from '../targets.js';

const target = (name: string, source: string, expected: Expected): FaultCase =>
  fault(name, expected, (ground) => runSource(ground, source));

/** Hands each request on to a child, which keeps 1 KB of it. */
const handsOn = (environment: string, then = ''): string =>
  server(
    `if (child.connected) child.send(n); response.end('ok');`,
    `if (process.env.IS_CHILD) {
       const kept = [];
       process.on('message', (n) => { for (let i = 0; i < 10; i++) kept.push({ n, text: 'item ' + n }); });
       ${then}
       return;
     }
     const child = require('node:child_process').fork(__filename, { env: { ${environment} IS_CHILD: '1' } });`,
  );

/** What leaks is another process or thread, or something else goes wrong beside the leak. */
const cases: readonly FaultCase[] = [
  target('leaks in a child', handsOn('...process.env,'), leaking),
  target('leaks in a child without the agent', handsOn(''), { exit: [2], says: /PROCESSES_UNREAD/ }),
  target('leaks in a child that hangs', handsOn('...process.env,', 'setTimeout(() => { for (;;); }, 4000);'), {
    exit: [1, 2, 3],
    saysNot: /✔ clean/,
  }),
  target(
    'leaks, and answers 500 every third time',
    server(
      `kept.push(Array.from({ length: 100 }, () => n)); if (n % 3 === 0) response.statusCode = 500; response.end('ok');`,
      'const kept = [];',
    ),
    { exit: [1, 2, 3], saysNot: /✔ clean/ },
  ),
  target('leaks, and ends after 4 s', leakyServer('setTimeout(() => process.exit(9), 4000);'), {
    exit: [1, 3],
    says: /exit code 9|leaking/,
  }),
];

export const hiddenLeakCases: FaultGroup = { title: 'target hides its leak', cases };
