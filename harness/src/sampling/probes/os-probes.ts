import pidusage from 'pidusage';
import { agentDescriptors } from '../../model/runtimes/catalogue.js';
import { countDescriptors, countThreads } from '../procfs/process-counts.js';
import type { Probe } from './probe.js';

const needsProcfs = process.platform === 'linux' ? null : `needs /proc, which ${process.platform} does not have`;
const needsPid = 'the process of the service is not known: name it with --pid';

/** Resident set size of the process tree. It is read by pidusage, on every platform that pidusage knows. */
const residentProbe: Probe = {
  metrics: ['rssBytes'],
  cost: 'sample',
  unavailable: null,
  read: async ({ pids }) => {
    // A process that ends between listing and reading is not an error. pidusage rejects only when no process is left.
    // It gives null for a process that it does not find, and undefined for one that it found before.
    const usage = await pidusage([...pids]).catch(() => ({}));
    const rows: readonly ({ readonly memory: number } | null | undefined)[] = Object.values(usage);
    const live = rows.filter((row) => row !== null && row !== undefined);
    return live.length === 0 ? {} : { rssBytes: live.reduce((sum, row) => sum + row.memory, 0) };
  },
};

/** Open file descriptors, without those over which the agents talk to Leakline: one for each agent. */
const descriptorProbe: Probe = {
  metrics: ['fds'],
  cost: 'sample',
  unavailable: needsProcfs,
  read: async ({ pids, agents }) => ({ fds: Math.max(0, (await countDescriptors(pids)) - agentDescriptors(agents)) }),
};

/** Child processes and operating-system threads. */
const processProbe: Probe = {
  metrics: ['children', 'threads'],
  cost: 'sample',
  unavailable: needsProcfs,
  read: async ({ pids }) => ({ children: Math.max(0, pids.length - 1), threads: await countThreads(pids) }),
};

/** Sockets of every kind, including those that listen, without the agents' own. */
const socketProbe: Probe = {
  metrics: ['sockets'],
  cost: 'floor',
  unavailable: needsProcfs,
  read: async ({ sockets, agents }) =>
    sockets === null
      ? {}
      : { sockets: Math.max(0, sockets.tcp.length + sockets.otherCount - agentDescriptors(agents)) },
};

/**
 * Creates the probes for what the operating system tells of a process tree.
 *
 * @param knowsProcesses false for a target that was given only by its address. Then nothing can be read, and the
 *   metrics are marked as unavailable, so that they do not count as zero.
 */
export function createOsProbes(knowsProcesses: boolean): readonly Probe[] {
  const probes = [residentProbe, descriptorProbe, processProbe, socketProbe];
  return knowsProcesses ? probes : probes.map((probe) => ({ ...probe, unavailable: needsPid }));
}
