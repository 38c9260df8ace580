import { readFileSync } from 'node:fs';
import os from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** What the machine is like while Leakline itself does nothing. */
export interface MachineFacts {
  readonly node: string;
  readonly platform: string;
  readonly cpus: number;
  /** Runnable processes per processor, averaged over a minute. */
  readonly loadPerCpu: number;
  /** Null without `/proc`. */
  readonly cpu: CpuShares | null;
  /** The longest delay of a short sleep. */
  readonly lateMs: number;
}

/** Shares of the processors' time, 0–1. */
export interface CpuShares {
  readonly busy: number;
  /** Time that other guests of the same host took. */
  readonly steal: number;
}

interface CpuTicks {
  readonly idle: number;
  readonly steal: number;
  readonly total: number;
}

/** Reads the first line of `/proc/stat`; null when the text is not of that form. */
export function parseCpuTicks(text: string): CpuTicks | null {
  const fields = /^cpu +([\d ]+)/.exec(text)?.[1]?.trim().split(/ +/).map(Number);
  if (fields === undefined || fields.length < 8) return null;
  // The fields are user nice system idle iowait irq softirq steal. Guest time is part of user.
  const [, , , idle = 0, iowait = 0, , , steal = 0] = fields;
  return { idle: idle + iowait, steal, total: fields.slice(0, 8).reduce((sum, ticks) => sum + ticks, 0) };
}

/** The shares of the time between two readings. */
export function sharesBetween(before: CpuTicks, after: CpuTicks): CpuShares {
  const total = Math.max(1, after.total - before.total);
  const idle = (after.idle - before.idle) / total;
  const steal = (after.steal - before.steal) / total;
  return { busy: Math.max(0, 1 - idle - steal), steal: Math.max(0, steal) };
}

function readCpuTicks(): CpuTicks | null {
  try {
    return parseCpuTicks(readFileSync('/proc/stat', 'utf8'));
  } catch {
    return null;
  }
}

const naps = 50;
const napMs = 10;

/** Watches the machine for half a second. */
export async function readMachineFacts(signal: AbortSignal): Promise<MachineFacts> {
  const before = readCpuTicks();
  let lateMs = 0;
  for (let nap = 0; nap < naps; nap++) {
    const startMs = performance.now();
    await delay(napMs, undefined, { signal });
    lateMs = Math.max(lateMs, performance.now() - startMs - napMs);
  }
  const after = readCpuTicks();
  const cpus = os.availableParallelism();
  return {
    node: process.version,
    platform: process.platform,
    cpus,
    loadPerCpu: (os.loadavg()[0] ?? 0) / cpus,
    cpu: before === null || after === null ? null : sharesBetween(before, after),
    lateMs,
  };
}
