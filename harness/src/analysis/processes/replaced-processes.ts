import type { MetricId } from '../../model/metrics/catalogue.js';
import type { FloorRecord, ProcessReading, ThreadShare } from '../../model/readings.js';
import { isHeapRead } from '../../model/runtimes/catalogue.js';
import { memoizeByList } from '../memoize.js';

/** Metrics of the whole tree: a worker that is not replaced, or one too many, must show in them. */
const ofTheTree: readonly MetricId[] = ['children'];

/** A worker, or any other process whose heap is read: what a helper in another language holds is counted as it comes and goes. */
const isMember = ({ role, metrics }: ProcessReading): boolean => role !== 'process' || isHeapRead(metrics);

/** The first process of the tree, which is all of it where a floor lists none. */
const rootsIn = memoizeByList((floors: readonly FloorRecord[]): readonly ProcessReading[] => {
  const several = floors.find(({ processes }) => processes !== undefined);
  return several?.processes?.slice(0, 1) ?? [];
});

function membersOf(floors: readonly FloorRecord[], floor: FloorRecord | undefined): readonly ProcessReading[] {
  if (floor === undefined) return [];
  const { processes, metrics } = floor;
  const alone = (root: ProcessReading): ProcessReading => ({ ...root, metrics });
  return processes?.filter(isMember) ?? rootsIn(floors).filter(isMember).map(alone);
}

/** A pid may be used again, a worker's number in its cluster is not. Others change their title and become masters. */
const keyOf = ({ pid, label, role }: ProcessReading): string => (role === 'worker' ? `${label} ${pid}` : `${pid}`);

const isSame = (a: ProcessReading, b: ProcessReading): boolean => keyOf(a) === keyOf(b);

const isAmong = (wanted: ProcessReading, processes: readonly ProcessReading[]): boolean =>
  processes.some((process) => isSame(process, wanted));

/** Node.js gives no number to two threads of a process. */
const isThreadAt = ({ pid, thread }: ThreadShare, floor: FloorRecord | undefined): boolean =>
  floor?.threads?.some((other) => other.pid === pid && other.thread === thread) ?? false;

/**
 * Growth between two floors that is no growth: a worker thread that ended took its heap with it, one that came brought a
 * fresh one, and is warmed up by its first whole block. One that could not be read at one of the floors counts as neither.
 *
 * @param apart pids of processes whose threads are taken out with them.
 */
function growthByReplacedThreads(
  floors: readonly FloorRecord[],
  before: FloorRecord,
  after: FloorRecord,
  metric: MetricId,
  apart: readonly number[],
): number {
  if (before.threads === undefined && after.threads === undefined) return 0;
  const counts = (thread: ThreadShare): boolean =>
    isThreadAt(thread, before) &&
    isThreadAt(thread, after) &&
    (isThreadAt(thread, floors[0]) || isThreadAt(thread, floors[before.index - 1]));
  const heldAt = ({ threads = [] }: FloorRecord): number =>
    threads
      .filter((thread) => !counts(thread) && !apart.includes(thread.pid))
      .reduce((sum, { metrics }) => sum + (metrics[metric] ?? 0), 0);
  return heldAt(after) - heldAt(before);
}

/**
 * Growth between two floors that is no growth: a process that ended took what it held with it, and one that came brought
 * what a fresh process holds. Like the target itself, it is warmed up by its first whole block, which is left out too.
 * Subtract the number from the difference of the two floors.
 *
 * @param floors of the target, in time order.
 */
export function growthByReplacement(
  floors: readonly FloorRecord[],
  before: FloorRecord,
  after: FloorRecord,
  metric: MetricId,
): number {
  if (ofTheTree.includes(metric)) return 0;
  const [old, young] = [membersOf(floors, before), membersOf(floors, after)];
  if (old.length === 0 && young.length === 0) return growthByReplacedThreads(floors, before, after, metric, []);
  const first = membersOf(floors, floors[0]);
  const earlier = membersOf(floors, floors[before.index - 1]);
  const isSeasoned = (process: ProcessReading): boolean => isAmong(process, first) || isAmong(process, earlier);
  const counts = (process: ProcessReading): boolean =>
    isAmong(process, old) && isAmong(process, young) && isSeasoned(process);
  const heldBy = (processes: readonly ProcessReading[]): number =>
    processes.filter((process) => !counts(process)).reduce((sum, { metrics }) => sum + (metrics[metric] ?? 0), 0);
  // What their threads hold is in what they hold.
  const replaced = [...old, ...young].filter((process) => !counts(process)).map(({ pid }) => pid);
  return heldBy(young) - heldBy(old) + growthByReplacedThreads(floors, before, after, metric, replaced);
}

/** Processes that ended while the target went on, and those that had not been there before. */
export interface Replacement {
  readonly ended: readonly ProcessReading[];
  readonly came: readonly ProcessReading[];
  /** Requests sent to the target when it was noticed. */
  readonly atRequests: number;
}

/** Workers, and other processes that more than one floor saw: a child for a single request is neither. */
function lastingMembers(floors: readonly FloorRecord[]): (floor: FloorRecord | undefined) => readonly ProcessReading[] {
  const timesSeen = new Map<string, number>();
  for (const process of floors.flatMap((floor) => membersOf(floors, floor)))
    timesSeen.set(keyOf(process), (timesSeen.get(keyOf(process)) ?? 0) + 1);
  const isLasting = (process: ProcessReading): boolean =>
    process.role !== 'process' || (timesSeen.get(keyOf(process)) ?? 0) > 1;
  return (floor) => membersOf(floors, floor).filter(isLasting);
}

/** Where the processes at one floor are not those of the floor before; those that only came late are none. */
export function findReplacements(floors: readonly FloorRecord[]): readonly Replacement[] {
  const lastingAt = lastingMembers(floors);
  let open = false;
  return floors.slice(1).flatMap((floor, index) => {
    const [old, young] = [lastingAt(floors[index]), lastingAt(floor)];
    const ended = old.filter((process) => !isAmong(process, young));
    const came = young.filter((process) => !isAmong(process, old));
    open ||= ended.length > 0;
    return ended.length === 0 && !(open && came.length > 0) ? [] : [{ ended, came, atRequests: floor.requests }];
  });
}
