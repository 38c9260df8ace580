import { readFile } from 'node:fs/promises';
import { readResidentBytes } from '../../platform/processes/procfs.js';

/** What the control group of a process says of its memory. Only version 2 of control groups is read. */
export interface CgroupMemory {
  /** Null without a limit. */
  readonly maxBytes: number | null;
  /** Memory that no file stands behind. The kernel cannot take it back, so it ends the process when this fills the limit. */
  readonly anonymousBytes: number;
}

/** The path of the group in `/proc/<pid>/cgroup`; null where the process is in groups of version 1 only. */
export function parseCgroupPath(text: string): string | null {
  const line = text.split('\n').find((each) => each.startsWith('0::'));
  const found = line?.slice('0::'.length) ?? null;
  return found === null || found.startsWith('/..') ? null : found;
}

/** Parses `memory.max` and `memory.stat` of a group. Null where one of them says nothing. */
export function parseCgroupMemory(max: string, stat: string): CgroupMemory | null {
  const anonymous = /^anon (\d+)$/m.exec(stat)?.[1];
  const limit = max.trim();
  if (anonymous === undefined || limit === '') return null;
  return { maxBytes: limit === 'max' ? null : Number(limit), anonymousBytes: Number(anonymous) };
}

const cgroupRoot = '/sys/fs/cgroup';

/** Null where there is no group of version 2 with the memory controller. */
async function readCgroupMemory(pid: number): Promise<CgroupMemory | null> {
  try {
    const group = parseCgroupPath(await readFile(`/proc/${pid}/cgroup`, 'latin1'));
    if (group === null) return null;
    const [max, stat] = await Promise.all(
      ['memory.max', 'memory.stat'].map((name) => readFile(`${cgroupRoot}${group}/${name}`, 'latin1')),
    );
    return parseCgroupMemory(max ?? '', stat ?? '');
  } catch {
    return null;
  }
}

/**
 * How large the resident memory of the processes may become before the group's limit is reached. Resident memory also
 * has pages of files, which the kernel takes back first. So they do not count: there is room for as much as the
 * anonymous memory of the group lacks.
 */
export const residentRoom = ({ maxBytes, anonymousBytes }: CgroupMemory, residentBytes: number): number | null =>
  maxBytes === null ? null : Math.max(0, maxBytes - anonymousBytes) + residentBytes;

/**
 * How much resident memory a container may have. Null without a limit.
 *
 * @param configured the limit that the engine was given. It alone is used where the groups are of version 1.
 */
export async function readMemoryRoom(
  pid: number,
  pids: readonly number[],
  configured: number | null,
): Promise<number | null> {
  const memory = await readCgroupMemory(pid);
  if (memory === null) return configured;
  const residentBytes = pids.reduce((sum, each) => sum + (readResidentBytes(each) ?? 0), 0);
  return residentRoom(memory, residentBytes);
}
