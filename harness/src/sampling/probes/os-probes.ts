import pidusage from 'pidusage';
import { countDescriptors, countThreads } from '../procfs/process-counts.js';
import type { Probe } from './probe.js';

const needsProcfs = process.platform === 'linux' ? null : `needs /proc, which ${process.platform} does not have`;

/** Resident set size of the process tree, from pidusage, on every platform that it knows. */
export const residentProbe: Probe = {
  metrics: ['rssBytes'],
  cost: 'sample',
  unavailable: null,
  read: async ({ pids }) => {
    // A process that ends between listing and reading is not an error: pidusage rejects only when none is left.
    const usage = await pidusage([...pids]).catch(() => ({}));
    const rows: readonly ({ readonly memory: number } | null)[] = Object.values(usage);
    const live = rows.filter((row) => row !== null);
    return live.length === 0 ? {} : { rssBytes: live.reduce((sum, row) => sum + row.memory, 0) };
  },
};

/** Open file descriptors. */
export const descriptorProbe: Probe = {
  metrics: ['fds'],
  cost: 'sample',
  unavailable: needsProcfs,
  read: async ({ pids }) => ({ fds: await countDescriptors(pids) }),
};

/** Child processes and operating-system threads. */
export const processProbe: Probe = {
  metrics: ['children', 'threads'],
  cost: 'sample',
  unavailable: needsProcfs,
  read: async ({ pids }) => ({ children: Math.max(0, pids.length - 1), threads: await countThreads(pids) }),
};

/** Sockets of every kind, listening ones included. */
export const socketProbe: Probe = {
  metrics: ['sockets'],
  cost: 'floor',
  unavailable: needsProcfs,
  read: async ({ sockets }) => (sockets === null ? {} : { sockets: sockets.tcp.length + sockets.otherCount }),
};
