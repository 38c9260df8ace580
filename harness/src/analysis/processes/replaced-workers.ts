import type { MetricId } from '../../model/metrics.js';
import type { FloorRecord, ProcessReading } from '../../model/readings.js';
import { growthByReplacedThreads } from './replaced-threads.js';

/** Metrics of the whole tree: a worker that is not replaced, or one too many, must show in them. */
const ofTheTree: readonly MetricId[] = ['children'];

const isMember = ({ role }: ProcessReading): boolean => role !== 'process';
const membersOf = (floor: FloorRecord | undefined): readonly ProcessReading[] =>
  (floor?.processes ?? []).filter(isMember);

/** A pid may be used again, a worker's number in its cluster is not. */
const isSame = (a: ProcessReading, b: ProcessReading): boolean => a.pid === b.pid && a.label === b.label;

const isAmong = (wanted: ProcessReading, processes: readonly ProcessReading[]): boolean =>
  processes.some((process) => isSame(process, wanted));

/**
 * Growth between two floors that is no growth: a worker that ended took what it held with it, and one that came brought
 * what a fresh process holds. Like the target itself, a worker is warmed up by its first whole block, which is left out
 * too. Subtract the number from the difference of the two floors.
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
  const [old, young] = [membersOf(before), membersOf(after)];
  if (old.length === 0 && young.length === 0) return growthByReplacedThreads(floors, before, after, metric, []);
  const first = membersOf(floors[0]);
  const earlier = membersOf(floors[before.index - 1]);
  const isSeasoned = (process: ProcessReading): boolean => isAmong(process, first) || isAmong(process, earlier);
  const counts = (process: ProcessReading): boolean =>
    isAmong(process, old) && isAmong(process, young) && isSeasoned(process);
  const heldBy = (processes: readonly ProcessReading[]): number =>
    processes.filter((process) => !counts(process)).reduce((sum, { metrics }) => sum + (metrics[metric] ?? 0), 0);
  // What their threads hold is in what they hold.
  const replaced = [...old, ...young].filter((process) => !counts(process)).map(({ pid }) => pid);
  return heldBy(young) - heldBy(old) + growthByReplacedThreads(floors, before, after, metric, replaced);
}

/** A worker that ended while the target went on, and those that had not been there before. */
export interface Replacement {
  readonly ended: readonly ProcessReading[];
  readonly came: readonly ProcessReading[];
  /** Requests sent to the target when it was noticed. */
  readonly atRequests: number;
}

/** Where the workers at one floor are not those of the floor before; workers that only came late are none. */
export function findReplacements(floors: readonly FloorRecord[]): readonly Replacement[] {
  let open = false;
  return floors.slice(1).flatMap((floor, index) => {
    const [old, young] = [membersOf(floors[index]), membersOf(floor)];
    const ended = old.filter((process) => !isAmong(process, young));
    const came = young.filter((process) => !isAmong(process, old));
    open ||= ended.length > 0;
    return ended.length === 0 && !(open && came.length > 0) ? [] : [{ ended, came, atRequests: floor.requests }];
  });
}
