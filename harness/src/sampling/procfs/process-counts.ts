import { readdir } from 'node:fs/promises';

/** Entries of a folder under `/proc`; 0 when the process has ended. */
async function countEntries(folder: string): Promise<number> {
  return (await readdir(folder).catch(() => [])).length;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Open file descriptors of all processes together. Linux only. */
export async function countDescriptors(pids: readonly number[]): Promise<number> {
  return sum(await Promise.all(pids.map((pid) => countEntries(`/proc/${pid}/fd`))));
}

/** Operating-system threads of all processes together, libuv's and V8's own included. Linux only. */
export async function countThreads(pids: readonly number[]): Promise<number> {
  return sum(await Promise.all(pids.map((pid) => countEntries(`/proc/${pid}/task`))));
}
