import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { type ProcessStat, readProcessStats, readSoftLockLimit, readVariable } from './procfs.js';

/** Processes inherit it unless they are given another environment. */
const markVariable = 'LEAKLINE_TARGET';

/** `prlimit` of util-linux. By its path, because some programs are started with a PATH of their own. */
const prlimitPaths = ['/usr/bin/prlimit', '/bin/prlimit', '/run/current-system/sw/bin/prlimit'];

/** It does it in 2 ms; what stands still has no part in a run. */
const limitPatienceMs = 2_000;

/** As long as a random number can be (`randomInt`). Small numbers might be somebody's real limit. */
const [leastMark, mostMark] = [2 ** 40, 2 ** 48 - 1];

/** Whether it may set the limit here: a lower hard limit, or a sandbox without the system call, would keep every target from starting. */
function mayLimit(prlimit: string): boolean {
  const args = [`--locks=${mostMark}:`, '--', prlimit, '--version'];
  return spawnSync(prlimit, args, { stdio: 'ignore', timeout: limitPatienceMs }).status === 0;
}

let usablePrlimit: string | null | undefined;

/** The `prlimit` that can be used; null where there is none. Tried once, for it takes some milliseconds. */
function findPrlimit(): string | null {
  if (usablePrlimit === undefined)
    usablePrlimit = prlimitPaths.find((file) => isExecutable(file) && mayLimit(file)) ?? null;
  return usablePrlimit;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Whether `spawn` finds the program: in a folder of PATH, or, with a slash in its name, from the working folder. */
function isFound(file: string, searchPath: string, cwd: string): boolean {
  const folders = file.includes('/') ? ['.'] : searchPath.split(path.delimiter);
  return folders.some((folder) => isExecutable(path.resolve(cwd, folder, file)));
}

interface MarkedProgram {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Where the program is looked for; null when it is known to be there. */
  readonly searchPath: string | null;
}

/**
 * What all descendants of a process carry, wherever they go. It is their soft limit of file locks (RLIMIT_LOCKS), which
 * Linux has not obeyed since version 2.4.25 (getrlimit(2)). A process inherits it by fork and keeps it by exec, in a new
 * session, with a new environment and as another user, and everybody may read it.
 */
export interface ProcessMark {
  readonly value: number;
  /** Whether the limit can be set here; otherwise only the environment carries the mark. */
  readonly isLimit: boolean;
  /** For the environment of the first process. */
  readonly environment: Readonly<Record<string, string>>;
  /** The command that starts the program with the mark; the program keeps its pid and arguments. */
  command(program: MarkedProgram): Pick<MarkedProgram, 'file' | 'args'>;
  isOn(pid: number): boolean;
  /** Live processes with the mark; none where there is no `/proc`. */
  readPids(): readonly number[];
}

/** A new mark, which nobody carries yet. */
export function createProcessMark(): ProcessMark {
  const value = randomInt(leastMark, mostMark);
  const isLinux = process.platform === 'linux';
  const prlimit = isLinux ? findPrlimit() : null;
  const isOn = (pid: number): boolean =>
    readSoftLockLimit(pid) === value || readVariable(pid, markVariable) === String(value);
  const isLiveWithMark = ({ pid, isZombie }: ProcessStat): boolean => !isZombie && isOn(pid);
  return {
    value,
    isLimit: prlimit !== null,
    environment: { [markVariable]: String(value) },
    command({ file, args, cwd, searchPath }) {
      // A program that cannot be found is left to `spawn`, whose error says so.
      const isThere = searchPath === null || isFound(file, searchPath, cwd);
      if (prlimit === null || !isThere) return { file, args };
      return { file: prlimit, args: [`--locks=${value}:`, '--', file, ...args] };
    },
    isOn,
    readPids: () => (isLinux ? readProcessStats().filter(isLiveWithMark) : []).map(({ pid }) => pid),
  };
}
