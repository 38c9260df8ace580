import { setTimeout as sleep } from 'node:timers/promises';
import { leaky, runSource } from '../commands.js';
import { type FaultCase, type FaultGroup, fault, leaking } from '../fault-case.js';
import { leakyServer } from '../targets.js';

const cases: readonly FaultCase[] = [
  fault('the target believes it is 1970', leaking, (ground) =>
    runSource(
      ground,
      leakyServer(
        'const real = Date; globalThis.Date = class extends real { constructor(...a) { super(...(a.length ? a : [0])); } static now() { return 0; } };',
      ),
    ),
  ),
  fault('TZ is rubbish', leaking, (ground) => leaky(ground, { environment: { TZ: 'No/Where' } })),
  fault('Leakline is stopped for 4 s (SIGSTOP)', leaking, (ground) => leaky(ground), {
    disturb: async (running) => {
      await sleep(2500);
      running.kill('SIGSTOP');
      await sleep(4000);
      running.kill('SIGCONT');
    },
  }),
  fault('the target is stopped for 3 s (SIGSTOP)', leaking, (ground) =>
    runSource(
      ground,
      leakyServer(`
      require('node:child_process').spawn('sh', ['-c', 'sleep 2; kill -STOP ' + process.pid + '; sleep 3; kill -CONT ' + process.pid], { stdio: 'ignore' }).unref();`),
    ),
  ),
];

export const clockCases: FaultGroup = { title: 'clock', cases };
