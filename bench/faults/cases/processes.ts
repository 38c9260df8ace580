import { setTimeout as sleep } from 'node:timers/promises';
import { limitSeconds, runSource } from '../commands.js';
import type { FaultCase, FaultGroup } from '../fault-case.js';
import type { Ground } from '../ground.js';
import type { RunningCommand } from '../running-command.js';
import { cleanServer } from '../targets.js';

const lingering = `setInterval(() => {}, 1000);`;

/** What the target starts beside itself, by what makes it hard to find. `child` is the path of a program that never ends. */
const children: Readonly<Record<string, string>> = {
  'a child': `spawn('node', [child]);`,
  'a detached child': `spawn('node', [child], { detached: true, stdio: 'ignore' }).unref();`,
  'a detached child without our environment': `spawn(process.execPath, [child], { detached: true, stdio: 'ignore', env: {} }).unref();`,
  'a daemon (two forks, a session and an environment of its own)': `spawn('sh', ['-c', 'env -i setsid ' + process.execPath + ' ' + child + ' </dev/null >/dev/null 2>&1 &'], { stdio: 'ignore' });`,
  'a daemon that starts another when it is told to stop': `spawn('sh', ['-c', 'env -i setsid sh -c "trap : TERM; ' + process.execPath + ' ' + child + '; ' + process.execPath + ' ' + child + '" </dev/null >/dev/null 2>&1 &'], { stdio: 'ignore' });`,
  'a child that ignores SIGTERM': `spawn('sh', ['-c', 'trap "" TERM; ' + process.execPath + ' ' + child + '; ' + process.execPath + ' ' + child]);`,
  'a stopped child': `spawn('node', [child]).kill('SIGSTOP');`,
  'thirty children': `for (let i = 0; i < 30; i++) spawn('sleep', ['1000'], { cwd: __dirname });`,
  'a shell in between': `spawn('sh', ['-c', 'sh -c "node ' + child + ' & wait" & wait']);`,
};

type Ending = 'after a verdict' | 'after SIGINT' | 'after SIGKILL of Leakline' | 'after its own exit';

const disturbances: Readonly<Partial<Record<Ending, (running: RunningCommand) => void>>> = {
  'after SIGINT': (running) => running.kill('SIGINT'),
  'after SIGKILL of Leakline': (running) => running.kill('SIGKILL'),
};

const exits: Readonly<Record<Ending, FaultCase['expected']['exit']>> = {
  'after a verdict': [0],
  'after SIGINT': [130],
  'after SIGKILL of Leakline': ['SIGKILL'],
  'after its own exit': [3],
};

function leaving(what: string, start: string, ending: Ending): FaultCase {
  const disturb = disturbances[ending];
  const ends = ending === 'after its own exit' ? 'setTimeout(() => process.exit(1), 2500);' : '';
  return {
    name: `${what}, ${ending}`,
    expected: { exit: exits[ending] },
    limitSeconds,
    arrange: (ground: Ground) => {
      const child = ground.write('child.cjs', lingering);
      const before = `
        const { spawn } = require('node:child_process');
        const child = ${JSON.stringify(child)};
        setTimeout(() => { ${start} require('node:fs').writeFileSync(__dirname + '/spawned', ''); }, 500);
        ${ends}`;
      return runSource(ground, cleanServer(before));
    },
    ...(disturb === undefined
      ? {}
      : {
          disturb: async (running, ground) => {
            await ground.untilWritten('spawned');
            await sleep(1000);
            disturb(running);
          },
        }),
  };
}

const endings: readonly Ending[] = [
  'after a verdict',
  'after SIGINT',
  'after SIGKILL of Leakline',
  'after its own exit',
];

export const processCases: readonly FaultGroup[] = [
  {
    title: 'processes left',
    cases: Object.entries(children).flatMap(([what, start]) => endings.map((ending) => leaving(what, start, ending))),
  },
];
