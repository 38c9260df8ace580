import { readListeningSockets, readProcessStats, readProgramName, readSocketInodes } from '../processes/procfs.js';

/** A process that listens on a port. */
export interface PortListener {
  readonly pid: number;
  /** Null where we may not read it. */
  readonly program: string | null;
}

/**
 * The process that listens on a port. Null when it cannot be told, because it is another user's or there is no `/proc`.
 */
export function findPortListener(port: number): PortListener | null {
  if (process.platform !== 'linux') return null;
  const inodes = readListeningSockets('self')
    .filter((socket) => socket.port === port)
    .map((socket) => socket.inode);
  const holder = readProcessStats().find(({ pid }) => {
    const held = readSocketInodes(pid);
    return inodes.some((inode) => held.has(inode));
  });
  return holder === undefined ? null : { pid: holder.pid, program: readProgramName(holder.pid) };
}
