import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { type ProcessStat, readProcessStats, readSoftLockLimit, readVariable } from './procfs.js';

/** The variable with the mark. Processes inherit it unless they get another environment. */
const markVariable = 'LEAKLINE_TARGET';

/** `prlimit` of util-linux. It is called by its path, because some programs are started with a PATH of their own. */
const prlimitPaths = ['/usr/bin/prlimit', '/bin/prlimit', '/run/current-system/sw/bin/prlimit'];

/** `prlimit` takes 2 ms. One that hangs is not used. */
const limitPatienceMs = 2_000;

/** Marks are as large as random numbers can be (`randomInt`), because a small number might be somebody's real limit. */
const [leastMark, mostMark] = [2 ** 40, 2 ** 48 - 1];

/**
 * Whether `prlimit` may set the limit here. With a lower hard limit, or in a sandbox without the system call, it may
 * not, and no target could be started by it.
 */
function mayLimit(prlimit: string): boolean {
  const args = [`--locks=${mostMark}:`, '--', prlimit, '--version'];
  return spawnSync(prlimit, args, { stdio: 'ignore', timeout: limitPatienceMs }).status === 0;
}

let usablePrlimit: string | null | undefined;

/**
 * The `prlimit` that can be used; null where there is none. It is tried only once, because that takes some
 * milliseconds.
 */
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

/** Whether `spawn` finds the program: in a folder of PATH, or, if its name has a slash, from the working folder. */
function isFound(file: string, searchPath: string, cwd: string): boolean {
  const folders = file.includes('/') ? ['.'] : searchPath.split(path.delimiter);
  return folders.some((folder) => isExecutable(path.resolve(cwd, folder, file)));
}

interface MarkedProgram {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Where the program is looked for; null when it is known to exist. */
  readonly searchPath: string | null;
}

/**
 * A mark that all descendants of a process have, wherever they go. It is their soft limit of file locks (RLIMIT_LOCKS),
 * which Linux has not enforced since version 2.4.25 (getrlimit(2)). A process inherits it by fork and keeps it by exec,
 * in a new session, with a new environment and as another user. Everybody may read it.
 */
export interface ProcessMark {
  readonly value: number;
  /** Whether the limit can be set here. Otherwise only the environment has the mark. */
  readonly isLimit: boolean;
  /** Variables for the environment of the first process. */
  readonly environment: Readonly<Record<string, string>>;
  /** The command that starts the program with the mark. The program keeps its pid and arguments. */
  command(program: MarkedProgram): Pick<MarkedProgram, 'file' | 'args'>;
  isOn(pid: number): boolean;
  /** Live processes with the mark. Empty where there is no `/proc`. */
  readPids(): readonly number[];
}

/** Creates a mark that no process has yet. */
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
      // If the program cannot be found, `spawn` gets it as it is, and its error says so.
      const isThere = searchPath === null || isFound(file, searchPath, cwd);
      if (prlimit === null || !isThere) return { file, args };
      return { file: prlimit, args: [`--locks=${value}:`, '--', file, ...args] };
    },
    isOn,
    readPids: () => (isLinux ? readProcessStats().filter(isLiveWithMark) : []).map(({ pid }) => pid),
  };
}
