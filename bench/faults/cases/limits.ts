import { leaky } from '../commands.js';
import { type Expected, type FaultCase, type FaultGroup, fault, leaking } from '../fault-case.js';

/** Never 1 (a leak), never 0 (clean). V8 ends a process that gets no memory by a signal before any code runs. */
const failedStart: Expected = { exit: [3, 4, 134, 133, 'SIGABRT', 'SIGTRAP', 'SIGSEGV', 127, 126] };
const typedStart: Expected = { exit: [3, 4] };

const cases: readonly FaultCase[] = [
  fault('ulimit -n 16', failedStart, (ground) => leaky(ground, { before: 'ulimit -n 16;' })),
  fault('ulimit -n 64', { exit: [1, 3, 4] }, (ground) => leaky(ground, { before: 'ulimit -n 64;' })),
  fault('ulimit -n 128', { exit: [1, 3] }, (ground) => leaky(ground, { before: 'ulimit -n 128;' })),
  fault('ulimit -v 700000', failedStart, (ground) => leaky(ground, { before: 'ulimit -v 700000;' })),
  fault('ulimit -v 3000000', { exit: [1, 3, 4] }, (ground) => leaky(ground, { before: 'ulimit -v 3000000;' })),
  fault('NODE_OPTIONS that Node refuses', { exit: [9] }, (ground) =>
    leaky(ground, { environment: { NODE_OPTIONS: '--no-such-option' } }),
  ),
  fault('a hard limit of file locks (ulimit -x), which our mark needs', leaking, (ground) =>
    leaky(ground, { before: 'ulimit -x 1000;' }),
  ),
  fault('no HOME', leaking, (ground) => leaky(ground, { environment: { HOME: undefined } })),
  fault('no PATH', { exit: [1, 3] }, (ground) =>
    leaky(ground, { environment: { PATH: '/nowhere' }, through: ['/usr/bin/env'] }),
  ),
  fault('a folder that is gone', typedStart, (ground) => ({
    ...leaky(ground),
    before: 'mkdir gone; cd gone; rmdir ../gone;',
  })),
  fault('the CPU limit is reached', { exit: ['SIGKILL', 'SIGXCPU', 1, 3, 137] }, (ground) =>
    leaky(ground, { before: 'ulimit -t 1;' }),
  ),
];

export const limitCases: FaultGroup = { title: 'limits and environment', cases };
