import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { HarnessError } from '../harness-error.js';

/** One process, by `/proc/<pid>/stat`. */
export interface ProcessStat {
  readonly pid: number;
  readonly parentPid: number;
  readonly sessionId: number;
  readonly isZombie: boolean;
  /**
   * Clock ticks from boot to the start of the process. Pids are used again, but a pid and a start together name one
   * process for good.
   */
  readonly startTicks: number;
}

/** One socket that listens, by `/proc/<pid>/net/tcp` and `tcp6`. */
export interface ListeningSocket {
  readonly port: number;
  readonly inode: string;
}

/** Parses `/proc/<pid>/stat`; null when the text is not of that form. */
export function parseProcessStat(text: string): ProcessStat | null {
  // The command is in parentheses and may itself have spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, parentPid, , sessionId] = fields;
  const pid = Number.parseInt(text, 10);
  if (state === undefined || Number.isNaN(pid) || fields.length < 20) return null;
  return {
    pid,
    parentPid: Number(parentPid),
    sessionId: Number(sessionId),
    isZombie: state === 'Z' || state === 'X',
    startTicks: Number(fields[19]),
  };
}

/** Linux gives these times in hundredths of a second, whatever its own ticks are (USER_HZ, proc(5)). */
const msPerTick = 10;

/** CPU time of all threads in `/proc/<pid>/stat`, in user and kernel mode; null when the text is not of that form. */
export function parseCpuMs(text: string): number | null {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isNaN(ticks) ? null : ticks * msPerTick;
}

/** Soft limit of open files in `/proc/<pid>/limits`. Null when it is unlimited or missing. */
export function parseFileLimit(text: string): number | null {
  const soft = /^Max open files\s+(\d+)/m.exec(text)?.[1];
  return soft === undefined ? null : Number(soft);
}

/** Soft limit of file locks in `/proc/<pid>/limits`. Null when it is unlimited or missing. */
export function parseLockLimit(text: string): number | null {
  const soft = /^Max file locks\s+(\d+)/m.exec(text)?.[1];
  return soft === undefined ? null : Number(soft);
}

const listenState = '0A';

/** Sockets in state LISTEN of a `net/tcp` or `net/tcp6` table. */
export function parseListeningSockets(table: string): readonly ListeningSocket[] {
  const sockets: ListeningSocket[] = [];
  for (const line of table.split('\n').slice(1)) {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
    const port = local?.split(':')[1];
    if (state !== listenState || port === undefined || inode === undefined) continue;
    sockets.push({ port: Number.parseInt(port, 16), inode });
  }
  return sockets;
}

/** Reads a file of `/proc`. Null when the process has gone, when we may not read it, or when there is no `/proc`. */
function readProcFile(file: string): string | null {
  try {
    return readFileSync(`/proc/${file}`, 'latin1');
  } catch {
    return null;
  }
}

/** Name of the program that a process runs, at most 15 characters. Null when the process has gone. */
export const readProgramName = (pid: number): string | null => readProcFile(`${pid}/comm`)?.trim() ?? null;

/**
 * Base name of the file of the program that a process runs, e.g. `node`. Null when the process has gone or when we may
 * not read it.
 */
export function readProgramBaseName(pid: number): string | null {
  try {
    return path.basename(readlinkSync(`/proc/${pid}/exe`));
  } catch {
    return null;
  }
}

/** Resident set of one process; null when it has gone. */
export function readResidentBytes(pid: number): number | null {
  const kibibytes = /^VmRSS:\s+(\d+) kB/m.exec(readProcFile(`${pid}/status`) ?? '')?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * 1024;
}

/** CPU time that a process has used so far. Null when it has gone or there is no `/proc`. */
export const readCpuMs = (pid: number): number | null => parseCpuMs(readProcFile(`${pid}/stat`) ?? '');

/**
 * The ports that the system gives to programs that ask for any port. Null where there is no `/proc`. Source: ip(7),
 * ip_local_port_range.
 */
export function readEphemeralPorts(): { readonly first: number; readonly last: number } | null {
  const [first, last] = (readProcFile('sys/net/ipv4/ip_local_port_range') ?? '').trim().split(/\s+/).map(Number);
  return first && last ? { first, last } : null;
}

export function readFileLimit(pid: number): number | null {
  return parseFileLimit(readProcFile(`${pid}/limits`) ?? '');
}

/** Whether a process was stopped by a signal or a debugger. False where this cannot be read. */
export const isStopped = (pid: number): boolean => /^State:\s+[tT]/m.test(readProcFile(`${pid}/status`) ?? '');

/** The pid that a process itself sees. In a pid namespace of its own it is another one. */
const readOwnPid = (pid: number): number => {
  const inner = /^NSpid:.*\s(\d+)$/m.exec(readProcFile(`${pid}/status`) ?? '')?.[1];
  return inner === undefined ? pid : Number(inner);
};

/**
 * The pid that is used here, for the one that one of these processes sees itself by. Null where none of them has such a
 * pid.
 */
export const hostPidOf = (pids: readonly number[], ownPid: number): number | null =>
  pids.find((pid) => readOwnPid(pid) === ownPid) ?? (pids.includes(ownPid) ? ownPid : null);

/** Whether one of these processes has this pid, or sees itself by this pid. */
export const isAmong = (pids: readonly number[], ownPid: number): boolean => hostPidOf(pids, ownPid) !== null;

const sigusr1 = 10;

/** What a process does when it gets SIGUSR1, by `/proc/<pid>/status`. */
export function parseSigusr1(status: string): 'caught' | 'ignored' | 'deadly' {
  const has = (field: string): boolean => {
    const mask = new RegExp(`^${field}:\\s+([0-9a-f]+)`, 'm').exec(status)?.[1] ?? '0';
    return (BigInt(`0x${mask}`) & (1n << BigInt(sigusr1 - 1))) !== 0n;
  };
  if (has('SigCgt')) return 'caught';
  return has('SigIgn') ? 'ignored' : 'deadly';
}

/** What a process does when it gets SIGUSR1. Null when it has gone or there is no `/proc`. */
export function readSigusr1(pid: number): ReturnType<typeof parseSigusr1> | null {
  const status = readProcFile(`${pid}/status`);
  return status === null ? null : parseSigusr1(status);
}

/** The program and arguments of a process. Empty when it has gone. */
export const readArguments = (pid: number): readonly string[] =>
  (readProcFile(`${pid}/cmdline`) ?? '').split('\0').slice(0, -1);

/** The user that a process runs as. Null when it has gone or there is no `/proc`. */
export function readUserId(pid: number): number | null {
  const uid = /^Uid:\s+\d+\s+(\d+)/m.exec(readProcFile(`${pid}/status`) ?? '')?.[1];
  return uid === undefined ? null : Number(uid);
}

/** Whether a process sees other files or another network than we do. False where this cannot be read. */
export function isApart(pid: number, namespace: 'mnt' | 'net'): boolean {
  try {
    return readlinkSync(`/proc/${pid}/ns/${namespace}`) !== readlinkSync(`/proc/self/ns/${namespace}`);
  } catch {
    return false;
  }
}

/** Whether a file with this name is loaded into a process. False where this cannot be read. */
export const isLoaded = (pid: number, name: string): boolean =>
  readProcFile(`${pid}/maps`)?.includes(`/${name}`) ?? false;

export const readSoftLockLimit = (pid: number): number | null => parseLockLimit(readProcFile(`${pid}/limits`) ?? '');

/** A variable that the process was started with. Null when it has none, or when we may not read it. */
export function readVariable(pid: number, name: string): string | null {
  const entry = readProcFile(`${pid}/environ`)
    ?.split('\0')
    .find((each) => each.startsWith(`${name}=`));
  return entry?.slice(name.length + 1) ?? null;
}

/** When the process was started, in clock ticks since boot. Null when it has gone or there is no `/proc`. */
export const readStartTicks = (pid: number): number | null =>
  parseProcessStat(readProcFile(`${pid}/stat`) ?? '')?.startTicks ?? null;

/**
 * Checks that `/proc` shows our own process. Some containers and sandboxes have no `/proc`. Without it we would not see
 * the processes that we start, and could not end them.
 *
 * @throws HarnessError `START_FAILED`
 */
export function requireProc(): void {
  if (process.platform !== 'linux' || readStartTicks(process.pid) !== null) return;
  throw new HarnessError(
    'START_FAILED',
    `Cannot read /proc/${process.pid}/stat: without /proc Leakline sees no process on Linux. Mount it (mount -t proc proc /proc), or run in a container that has it.`,
  );
}

/**
 * Every process of the machine except the skipped ones. It is synchronous, because a hundred small asynchronous reads
 * cost ten times as much.
 */
export function readProcessStats(skipped: ReadonlySet<number> = new Set()): readonly ProcessStat[] {
  const stats: ProcessStat[] = [];
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (Number.isNaN(pid) || skipped.has(pid)) continue;
    const stat = parseProcessStat(readProcFile(`${name}/stat`) ?? '');
    if (stat !== null) stats.push(stat);
  }
  return stats;
}

/** Inodes of the sockets that a process has open. Empty when we may not read them. */
export function readSocketInodes(pid: number): ReadonlySet<string> {
  const inodes = new Set<string>();
  try {
    for (const fd of readdirSync(`/proc/${pid}/fd`)) {
      const inode = readSocketInode(`/proc/${pid}/fd/${fd}`);
      if (inode !== null) inodes.add(inode);
    }
  } catch {
    // The process has gone, or is another user's.
  }
  return inodes;
}

function readSocketInode(link: string): string | null {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(link))?.[1] ?? null;
  } catch {
    return null;
  }
}

/** Listening TCP sockets of the network namespace in which the process lives. */
export function readListeningSockets(pid: number | 'self'): readonly ListeningSocket[] {
  const tables = [readProcFile(`${pid}/net/tcp`), readProcFile(`${pid}/net/tcp6`)];
  return tables.flatMap((table) => parseListeningSockets(table ?? ''));
}

/** The flag `SO_ACCEPTCON` in `/proc/<pid>/net/unix` (proc_pid_net(5)). */
const takesConnections = '00010000';

/** Inodes of the Unix sockets that accept connections in the network namespace of a process. */
export const readListeningUnixInodes = (pid: number): readonly string[] =>
  (readProcFile(`${pid}/net/unix`) ?? '').split('\n').flatMap((row) => {
    const [, , , flags, , , inode] = row.trim().split(/\s+/);
    return flags === takesConnections && inode !== undefined ? [inode] : [];
  });
