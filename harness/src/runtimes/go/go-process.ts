import { closeSync, openSync, readSync } from 'node:fs';
import { readProgramBaseName } from '../../platform/processes/procfs.js';

/** What the linker of Go puts in front of its build information, near the beginning of the data of a program. */
const magic = Buffer.from('\xff Go buildinf:', 'latin1');
const chunkBytes = 1024 * 1024;
const mostBytes = 128 * chunkBytes;

/** Whether a process runs a program that Go has linked. */
export function isGoProgram(pid: number): boolean {
  let file: number | null = null;
  try {
    file = openSync(`/proc/${pid}/exe`, 'r');
    const buffer = Buffer.alloc(chunkBytes + magic.length);
    for (let at = 0; at < mostBytes; at += chunkBytes) {
      const read = readSync(file, buffer, 0, buffer.length, at);
      if (read <= 0) return false;
      if (buffer.subarray(0, read).includes(magic)) return true;
    }
    return false;
  } catch {
    return false;
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** The service among the processes of a tree. `go run` is a Go program as well, but only starts it. 0 for none. */
export const goProcess = (pids: readonly number[]): number =>
  pids.findLast((pid) => readProgramBaseName(pid) !== 'go' && isGoProgram(pid)) ?? pids[0] ?? 0;
