import type { MetricId } from '../../model/metrics/catalogue.js';
import type { FloorRecord, ProcessReading, ThreadShare } from '../../model/readings.js';
import { isHeapRead } from '../../model/runtimes/catalogue.js';
import { memoizeByList } from '../memoize.js';

/** Metrics of the whole tree. They must show a worker that is not replaced, and one too many. */
const ofTheTree: readonly MetricId[] = ['children'];

/**
 * Whether a process counts as one that can be replaced: a worker, or any other process whose heap is read. What a helper
 * in another language holds is counted as it comes and goes.
 */
const isMember = ({ role, metrics }: ProcessReading): boolean => role !== 'process' || isHeapRead(metrics);

/** The first process of the tree. Where a floor lists no processes, it is the only one. */
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

/**
 * A pid may be used again, but not together with a worker's number in its cluster. Other processes may change their
 * label and their role.
 */
const keyOf = ({ pid, label, role }: ProcessReading): string => (role === 'worker' ? `${label} ${pid}` : `${pid}`);

const isSame = (a: ProcessReading, b: ProcessReading): boolean => keyOf(a) === keyOf(b);

const isAmong = (wanted: ProcessReading, processes: readonly ProcessReading[]): boolean =>
  processes.some((process) => isSame(process, wanted));

/** Whether a floor read this thread. Node.js gives no number to two threads of a process. */
const isThreadAt = ({ pid, thread }: ThreadShare, floor: FloorRecord | undefined): boolean =>
  floor?.threads?.some((other) => other.pid === pid && other.thread === thread) ?? false;

/**
 * Change between two floors that is no growth, because worker threads came or ended. One that ended took its heap with
 * it. One that came brought a fresh heap, and its first whole block warms it up. One that could not be read at one of
 * the floors counts as neither.
 *
 * @param apart pids of processes that are left out with all their threads.
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
 * Change between two floors that is no growth, because processes came or ended. One that ended took what it held with
 * it. One that came brought what a fresh process holds; like the target itself, it warms up in its first whole block,
 * which is left out, too. The result is to be subtracted from the difference of the two floors.
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
  // What a process holds includes what its threads hold.
  const replaced = [...old, ...young].filter((process) => !counts(process)).map(({ pid }) => pid);
  return heldBy(young) - heldBy(old) + growthByReplacedThreads(floors, before, after, metric, replaced);
}

/** Processes that ended while the target went on, and those that came. */
export interface Replacement {
  readonly ended: readonly ProcessReading[];
  readonly came: readonly ProcessReading[];
  /** Requests sent to the target when it was noticed. */
  readonly atRequests: number;
}

/**
 * The processes that lasted at a floor: workers, and others that more than one floor saw. A child for a single request
 * is neither.
 */
function lastingMembers(floors: readonly FloorRecord[]): (floor: FloorRecord | undefined) => readonly ProcessReading[] {
  const timesSeen = new Map<string, number>();
  for (const process of floors.flatMap((floor) => membersOf(floors, floor)))
    timesSeen.set(keyOf(process), (timesSeen.get(keyOf(process)) ?? 0) + 1);
  const isLasting = (process: ProcessReading): boolean =>
    process.role !== 'process' || (timesSeen.get(keyOf(process)) ?? 0) > 1;
  return (floor) => membersOf(floors, floor).filter(isLasting);
}

/**
 * The floors at which a process had ended, or came after one had ended. Processes that only came late are no
 * replacements.
 */
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
