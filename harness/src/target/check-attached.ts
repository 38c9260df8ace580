import { accessSync, constants, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createProcessTree } from '../platform/processes/process-tree.js';
import { readStartTicks } from '../platform/processes/procfs.js';
import type { AttachSpec } from './attach-target.js';
import { placeOf } from './place-of.js';
import { holdsListener } from './port.js';
import {
  attachedProcessMissing,
  attachedProcessOurs,
  attachedProcessSilent,
  attachedUnreachable,
} from './target-errors.js';
import { refusalAt } from './try-connection.js';

const pollIntervalMs = 100;

function mayBeLookedAt(pid: number): boolean {
  try {
    accessSync(`/proc/${pid}/fd`, constants.R_OK | constants.X_OK);
    // Root in a container may open the folder, and without SYS_PTRACE it may not follow what is in it.
    readlinkSync(`/proc/${pid}/cwd`);
    return true;
  } catch {
    return false;
  }
}

/** A wrong pid would be measured like a right one, and a process that does nothing is clean. */
function checkProcess(name: string, pid: number): void {
  if (process.platform !== 'linux') return;
  if (readStartTicks(pid) === null) throw attachedProcessMissing(name, pid);
  const pids = createProcessTree(pid, false).readPids();
  if (pids.includes(process.pid)) throw attachedProcessOurs(name, pid);
  if (pids.every(mayBeLookedAt) && !pids.some(holdsListener)) throw attachedProcessSilent(name, pid);
}

/**
 * Checks that a service which somebody else started is there, and that its process can be what answers. The port that
 * the process listens on tells nothing: in a container or behind a proxy it is another one.
 *
 * @throws HarnessError `TARGET_NOT_READY`, `TARGET_EXITED`, `TARGET_WRONG_PORT`
 */
export async function checkAttached(spec: AttachSpec, readyTimeoutMs: number, signal: AbortSignal): Promise<void> {
  const { name, baseUrl, pid } = spec;
  if (pid !== null) checkProcess(name, pid);
  const { host, port } = placeOf(baseUrl);
  const untilMs = performance.now() + readyTimeoutMs;
  for (;;) {
    const refusal = await refusalAt(host, port, signal);
    signal.throwIfAborted();
    if (refusal === null) return;
    if (performance.now() >= untilMs) throw attachedUnreachable(name, baseUrl, readyTimeoutMs, refusal);
    await delay(pollIntervalMs, undefined, { signal });
  }
}
