import { findFreePort, tryPort } from '../platform/network/free-port.js';
import { findPortListener } from '../platform/network/port-listener.js';
import { readListeningSockets, readListeningUnixInodes, readSocketInodes } from '../platform/processes/procfs.js';
import { portInUse } from './target-errors.js';

/** Finds a free port, or checks that the one asked for is free. */
export async function choosePort(targetName: string, wanted: number | null): Promise<number> {
  if (wanted === null) return findFreePort();
  try {
    return await tryPort(wanted);
  } catch (cause) {
    throw portInUse(targetName, wanted, findPortListener(wanted)?.pid ?? null, cause);
  }
}

/** Ports on which processes of the tree listen. Empty outside of Linux. */
export function readListeningPorts(pids: readonly number[]): readonly number[] {
  const [rootPid] = pids;
  if (rootPid === undefined || process.platform !== 'linux') return [];
  const inodes = new Set(pids.flatMap((pid) => [...readSocketInodes(pid)]));
  const ports = readListeningSockets(rootPid)
    .filter(({ inode }) => inodes.has(inode))
    .map(({ port }) => port);
  return [...new Set(ports)].sort((a, b) => a - b);
}

/** Whether a process holds a socket that accepts connections, TCP or Unix. Linux only. */
export function holdsListener(pid: number): boolean {
  const held = readSocketInodes(pid);
  const listening = [...readListeningSockets(pid).map(({ inode }) => inode), ...readListeningUnixInodes(pid)];
  return listening.some((inode) => held.has(inode));
}
