import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { killProcesses } from '../../platform/processes/kill-processes.js';
import { createProcessMark } from '../../platform/processes/process-mark.js';

/** Time to wait for the orphan. It is there within milliseconds of its parent's end. */
const patienceMs = 2_000;
const pollMs = 20;

/** Leaves an orphan that shares no environment, output or session with us. It ends by itself if nobody finds it. */
const leaveOrphan = 'env -i sleep 10 </dev/null >/dev/null 2>&1 &';

/** Starts a process that leaves its parent and its environment. Returns whether it was found, and ends it then. */
export async function findsOrphan(environment: Readonly<Record<string, string>>): Promise<boolean> {
  const mark = createProcessMark();
  const program = { file: '/bin/sh', args: ['-c', leaveOrphan], cwd: '/', searchPath: null };
  const { file, args } = mark.command(program);
  const env = { ...environment, ...mark.environment };
  const parent = spawn(file, args, { cwd: '/', env, detached: true, stdio: 'ignore' });
  await once(parent, 'exit');
  const untilMs = performance.now() + patienceMs;
  while (mark.readPids().length === 0) {
    if (performance.now() > untilMs) return false;
    await delay(pollMs);
  }
  killProcesses(mark.readPids);
  return true;
}
