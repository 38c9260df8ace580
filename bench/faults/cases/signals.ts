import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { limitSeconds, runSource } from '../commands.js';
import type { FaultCase, FaultGroup } from '../fault-case.js';
import type { Ground } from '../ground.js';
import type { RunningCommand } from '../running-command.js';
import { leakyServer } from '../targets.js';

/** Writes down what it has come to: a line per start, one at the first request, one when it is told to stop. */
const telling = leakyServer(`
const fs = require('node:fs');
const tell = (what) => fs.appendFileSync(__dirname + '/' + what, '.\\n');
tell('started');
setTimeout(() => tell('ready'), 300);
process.on('SIGTERM', () => { tell('stopping'); setTimeout(() => process.exit(0), 1500); });
`);

interface Phase {
  readonly name: string;
  readonly isReached: (ground: Ground, running: RunningCommand) => Promise<void>;
}

const phases: readonly Phase[] = [
  { name: 'before anything runs', isReached: () => sleep(250) },
  { name: 'while the target starts', isReached: (ground) => ground.untilWritten('started') },
  {
    name: 'under load',
    isReached: async (ground) => {
      await ground.untilWritten('ready');
      await sleep(1500);
    },
  },
  { name: 'in the second pass', isReached: (ground) => ground.untilWritten('started', 2) },
  { name: 'while the target stops', isReached: (ground) => ground.untilWritten('stopping') },
];

const exitOf = (signal: NodeJS.Signals): FaultCase['expected']['exit'] => {
  if (signal === 'SIGKILL') return ['SIGKILL'];
  return [130];
};

const signalled = (signal: NodeJS.Signals, { name, isReached }: Phase, times = 1): FaultCase => ({
  name: `${times > 1 ? `${times} × ` : ''}${signal} ${name}`,
  // The target stops 1.5 s after it is told to; a signal that comes as the run ends may find it judged.
  expected: { exit: name === 'before anything runs' && signal !== 'SIGKILL' ? [130, signal] : exitOf(signal) },
  limitSeconds,
  arrange: (ground) => runSource(ground, telling, { options: [] }),
  disturb: async (running, ground) => {
    await isReached(ground, running);
    for (let time = 0; time < times; time++) {
      running.kill(signal);
      await sleep(100);
    }
  },
});

const single = (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const).flatMap((signal) =>
  phases.map((phase) => signalled(signal, phase)),
);

const service = (kind: 'postgres' | 'redis', signal: NodeJS.Signals): FaultCase => ({
  name: `${signal} while ${kind} starts`,
  expected: { exit: exitOf(signal) },
  limitSeconds,
  arrange: (ground) => runSource(ground, telling, { options: ['--service', kind] }),
  disturb: async (running, ground) => {
    while (!readdirSync(ground.temporary).some((name) => name.startsWith(`leakline-${kind}-`))) await sleep(10);
    running.kill(signal);
  },
});

export const signalCases: readonly FaultGroup[] = [
  {
    title: 'signals',
    cases: [
      ...single,
      ...phases.slice(1).map((phase) => signalled('SIGINT', phase, 2)),
      ...(['SIGINT', 'SIGKILL'] as const).flatMap((signal) => [service('postgres', signal), service('redis', signal)]),
    ],
  },
];
