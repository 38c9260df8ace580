import type { BlockCpu } from '../model/block.js';
import { readCpuMs } from '../platform/processes/procfs.js';

/** The CPU time that each process of a target and Leakline have used so far. */
export interface CpuReading {
  readonly targetMs: ReadonlyMap<number, number>;
  readonly loadMs: number;
}

/** Reads the CPU time of some processes and our own. Processes that have ended are left out. */
export function readCpu(pids: readonly number[]): CpuReading {
  const { user, system } = process.cpuUsage();
  const times = pids.map((pid) => [pid, readCpuMs(pid)] as const);
  const targetMs = new Map(times.flatMap(([pid, cpuMs]) => (cpuMs === null ? [] : [[pid, cpuMs] as const])));
  return { targetMs, loadMs: (user + system) / 1_000 };
}

/**
 * The CPU time between two readings; null where nothing could be read, or where a process started or ended meanwhile.
 */
export function cpuBetween(before: CpuReading, after: CpuReading): BlockCpu | null {
  const pids = [...before.targetMs.keys()];
  const isSame = pids.length === after.targetMs.size && pids.every((pid) => after.targetMs.has(pid));
  if (!isSame || pids.length === 0) return null;
  const targetMs = [...after.targetMs].reduce((sum, [pid, ms]) => sum + ms - (before.targetMs.get(pid) ?? 0), 0);
  return { targetMs, loadMs: after.loadMs - before.loadMs };
}
