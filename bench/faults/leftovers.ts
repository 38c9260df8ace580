import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ground } from './ground.js';

const pollMs = 100;
/** Watchdogs need a moment after a SIGKILL, and services are given time to stop. */
const graceMs = 12_000;

function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

/** Processes whose command line, folder or program lies in the case's folder. */
function processesOf(folder: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      const commandLine = orEmpty(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
      const cwd = orEmpty(() => readlinkSync(`/proc/${pid}/cwd`));
      return commandLine.includes(folder) || cwd.startsWith(folder) ? [`process ${pid} ${commandLine.trim()}`] : [];
    });
}

const filesOf = (temporary: string): readonly string[] =>
  orEmpty(() => readdirSync(temporary).join('\n'))
    .split('\n')
    // Node.js, V8 and tsx keep their own caches there.
    .filter((name) => name !== '' && !/^(node-compile-cache|jiti|v8-compile-cache|tsx-)/.test(name))
    .map((name) => `file ${name}`);

const leftNow = ({ folder, temporary }: Ground): readonly string[] => [...processesOf(folder), ...filesOf(temporary)];

/** What the run left behind, once it had time to tidy up. */
export async function findLeftovers(ground: Ground): Promise<readonly string[]> {
  const untilMs = Date.now() + graceMs;
  let left = leftNow(ground);
  while (left.length > 0 && Date.now() < untilMs) {
    await sleep(pollMs);
    left = leftNow(ground);
  }
  return left;
}

/** So that one case does not disturb the next: by pid, and only what lies in the case's folder. */
export function endLeftovers({ folder }: Ground): void {
  for (const line of processesOf(folder)) {
    const pid = Number(line.split(' ')[1]);
    orEmpty(() => String(process.kill(pid, 'SIGKILL')));
  }
}
