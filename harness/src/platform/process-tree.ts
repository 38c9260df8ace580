import { execFileSync } from 'node:child_process';
import { type ProcessStat, readProcessStats } from './procfs.js';

/** A process tree that is followed while it lives. */
export interface ProcessTree {
  /** Live pids, root first. A descendant stays in the tree when its parent dies or it leaves the process group. */
  readPids(): readonly number[];
}

type Family = Pick<ProcessStat, 'pid' | 'parentPid'>;

/** Adds the descendants of `members` to them. */
function addDescendants(members: Set<number>, processes: readonly Family[]): void {
  const children = new Map<number, number[]>();
  for (const { pid, parentPid } of processes) children.set(parentPid, [...(children.get(parentPid) ?? []), pid]);
  // A set's iterator also visits what is added on the way.
  for (const member of members) {
    for (const child of children.get(member) ?? []) members.add(child);
  }
}

/** Live pids among `processes` that belong to the tree of `rootPid`. `known` are earlier members with their start. */
export function selectTree(
  rootPid: number,
  processes: readonly ProcessStat[],
  known: ReadonlyMap<number, number>,
  ownsSession: boolean,
): readonly ProcessStat[] {
  const live = processes.filter((process) => !process.isZombie);
  const isMember = ({ pid, sessionId, startTicks }: ProcessStat): boolean =>
    pid === rootPid || (ownsSession && sessionId === rootPid) || known.get(pid) === startTicks;
  const rest = live.filter(isMember).map(({ pid }) => pid);
  const members = new Set(rest.sort((a, b) => Number(b === rootPid) - Number(a === rootPid)));
  addDescendants(members, live);
  const byPid = new Map(live.map((process) => [process.pid, process]));
  return [...members].flatMap((pid) => byPid.get(pid) ?? []);
}

/**
 * A process that does not belong to the tree never joins it later, so it is not looked at again for this long: on a
 * machine with hundreds of processes reading them all takes milliseconds of the loop that also sends the load. Then all are
 * read anew, in case a pid was given to another process meanwhile.
 */
const strangerMs = 1_000;

/** Follows a tree by `/proc`. */
function createProcTree(rootPid: number, ownsSession: boolean): ProcessTree {
  let known: ReadonlyMap<number, number> = new Map();
  let strangers: ReadonlySet<number> = new Set();
  let rescanAtMs = 0;
  return {
    readPids() {
      const nowMs = performance.now();
      const isRescan = nowMs >= rescanAtMs;
      if (isRescan) rescanAtMs = nowMs + strangerMs;
      const skipped: ReadonlySet<number> = isRescan ? new Set() : strangers;
      const processes = readProcessStats(skipped);
      const members = selectTree(rootPid, processes, known, ownsSession);
      known = new Map(members.map(({ pid, startTicks }) => [pid, startTicks]));
      strangers = new Set([...skipped, ...processes.map(({ pid }) => pid).filter((pid) => !known.has(pid))]);
      return members.map(({ pid }) => pid);
    },
  };
}

/** Rows of `ps -A -o pid=,ppid=,pgid=,stat=`. `ps` knows no session on macOS: the group stands in for it. */
export function parsePsRows(text: string): readonly ProcessStat[] {
  return text.split('\n').flatMap((row) => {
    const [pid, parentPid, groupId, state] = row.trim().split(/\s+/);
    if (state === undefined) return [];
    const isZombie = state.startsWith('Z');
    return [{ pid: Number(pid), parentPid: Number(parentPid), sessionId: Number(groupId), isZombie, startTicks: 0 }];
  });
}

/** Follows a tree by `ps`, where there is no `/proc`: dearer, and an orphan that left the group is lost. */
function createPsTree(rootPid: number, ownsSession: boolean): ProcessTree {
  return {
    readPids() {
      const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='], { encoding: 'latin1' });
      return selectTree(rootPid, parsePsRows(text), new Map(), ownsSession).map(({ pid }) => pid);
    },
  };
}

/**
 * Follows the tree below `rootPid`. `ownsSession`: the root was started as the leader of a session of its own, so
 * whoever is in that session belongs to the tree.
 */
export function createProcessTree(rootPid: number, ownsSession: boolean): ProcessTree {
  return process.platform === 'linux' ? createProcTree(rootPid, ownsSession) : createPsTree(rootPid, ownsSession);
}
