import { readProcessStats, readSocketInodes } from '../../../platform/processes/procfs.js';

/** The process that has a socket open; null where we may not see it. */
export const holderOf = (inode: string): number | null =>
  readProcessStats().find(({ pid }) => readSocketInodes(pid).has(inode))?.pid ?? null;
