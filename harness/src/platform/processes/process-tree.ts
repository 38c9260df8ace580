import { execFileSync } from 'node:child_process';
import type { ProcessMark } from './process-mark.js';
import { type ProcessStat, readProcessStats, readStartTicks } from './procfs.js';

/** A process tree that is watched while it lives. */
export interface ProcessTree {
  /**
   * Live pids, the root first. A descendant stays in the tree when its parent dies, and when it leaves the process
   * group.
   */
  readPids(): readonly number[];
}

type Family = Pick<ProcessStat, 'pid' | 'parentPid'>;

/** Adds the descendants of `members` to `members`. */
function addDescendants(members: Set<number>, processes: readonly Family[]): void {
  const children = new Map<number, number[]>();
  for (const { pid, parentPid } of processes) children.set(parentPid, [...(children.get(parentPid) ?? []), pid]);
  // The iterator of a set also visits what is added meanwhile.
  for (const member of members) {
    for (const child of children.get(member) ?? []) members.add(child);
  }
}

/** What is known of a tree before its processes are looked at. */
export interface TreeRoot {
  readonly pid: number;
  /** When the root was started. A process with its pid and another start got the pid later. */
  readonly startTicks: number;
  readonly ownsSession: boolean;
}

/**
 * Live processes that belong to the tree.
 *
 * @param known earlier members, each with its start.
 * @param isMarked recognises processes that left the tree before anybody looked.
 */
export function selectTree(
  root: TreeRoot,
  processes: readonly ProcessStat[],
  known: ReadonlyMap<number, number>,
  isMarked: (process: ProcessStat) => boolean = () => false,
): readonly ProcessStat[] {
  const { pid: rootPid } = root;
  const live = processes.filter((process) => !process.isZombie);
  const holder = processes.find(({ pid }) => pid === rootPid);
  const isOurs = holder === undefined || holder.startTicks === root.startTicks;
  const isMember = (process: ProcessStat): boolean =>
    (isOurs && (process.pid === rootPid || (root.ownsSession && process.sessionId === rootPid))) ||
    known.get(process.pid) === process.startTicks ||
    isMarked(process);
  const rest = live.filter(isMember).map(({ pid }) => pid);
  const members = new Set(rest.sort((a, b) => Number(b === rootPid) - Number(a === rootPid)));
  addDescendants(members, live);
  const byPid = new Map(live.map((process) => [process.pid, process]));
  return [...members].flatMap((pid) => byPid.get(pid) ?? []);
}

/**
 * A process outside of the tree never joins it later. So it is not read again for this long, because reading hundreds
 * of processes takes milliseconds of the event loop that also sends the load. After that all processes are read anew,
 * in case a pid was given to another process.
 */
const strangerMs = 1_000;

/** Looks for the mark only once in the life of a process, because no process gets it later. */
function createMarkReader(mark: ProcessMark | null): (process: ProcessStat) => boolean {
  const unmarked = new Map<number, number>();
  return ({ pid, startTicks }) => {
    if (mark === null || unmarked.get(pid) === startTicks) return false;
    const isOn = mark.isOn(pid);
    if (!isOn) unmarked.set(pid, startTicks);
    return isOn;
  };
}

/** Watches a tree by `/proc`. */
function createProcTree(root: TreeRoot, mark: ProcessMark | null): ProcessTree {
  const isMarked = createMarkReader(mark);
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
      const members = selectTree(root, processes, known, isMarked);
      known = new Map(members.map(({ pid, startTicks }) => [pid, startTicks]));
      strangers = new Set([...skipped, ...processes.map(({ pid }) => pid).filter((pid) => !known.has(pid))]);
      return members.map(({ pid }) => pid);
    },
  };
}

/**
 * Parses rows of `ps -A -o pid=,ppid=,pgid=,stat=`. On macOS `ps` knows no session, so the group is used in its place.
 */
export function parsePsRows(text: string): readonly ProcessStat[] {
  return text.split('\n').flatMap((row) => {
    const [pid, parentPid, groupId, state] = row.trim().split(/\s+/);
    if (state === undefined) return [];
    const isZombie = state.startsWith('Z');
    return [{ pid: Number(pid), parentPid: Number(parentPid), sessionId: Number(groupId), isZombie, startTicks: 0 }];
  });
}

/** Watches a tree by `ps`, where there is no `/proc`. This costs more, and an orphan that left the group is lost. */
function createPsTree(root: TreeRoot): ProcessTree {
  return {
    readPids() {
      const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='], { encoding: 'latin1' });
      return selectTree(root, parsePsRows(text), new Map()).map(({ pid }) => pid);
    },
  };
}

/**
 * Watches the tree below `pid`, which has to be alive. Every process with the mark belongs to the tree.
 *
 * @param ownsSession whether the root was started as the leader of a session of its own. Every process of that session
 * then belongs to the tree.
 */
export function createProcessTree(pid: number, ownsSession: boolean, mark: ProcessMark | null = null): ProcessTree {
  const root = { pid, startTicks: readStartTicks(pid) ?? 0, ownsSession };
  return process.platform === 'linux' ? createProcTree(root, mark) : createPsTree(root);
}
