import type { MetricId } from '../../model/metrics/catalogue.js';
import type { FloorRecord, ThreadShare } from '../../model/readings.js';

/** Node.js gives no number to two threads of a process. */
const isAmong = ({ pid, thread }: ThreadShare, floor: FloorRecord | undefined): boolean =>
  floor?.threads?.some((other) => other.pid === pid && other.thread === thread) ?? false;

/**
 * Growth between two floors that is no growth: a worker thread that ended took its heap with it, one that came brought a
 * fresh one, and is warmed up by its first whole block. One that could not be read at one of the floors counts as neither.
 *
 * @param apart pids of processes whose threads are taken out with them.
 */
export function growthByReplacedThreads(
  floors: readonly FloorRecord[],
  before: FloorRecord,
  after: FloorRecord,
  metric: MetricId,
  apart: readonly number[],
): number {
  if (before.threads === undefined && after.threads === undefined) return 0;
  const counts = (thread: ThreadShare): boolean =>
    isAmong(thread, before) &&
    isAmong(thread, after) &&
    (isAmong(thread, floors[0]) || isAmong(thread, floors[before.index - 1]));
  const heldAt = ({ threads = [] }: FloorRecord): number =>
    threads
      .filter((thread) => !counts(thread) && !apart.includes(thread.pid))
      .reduce((sum, { metrics }) => sum + (metrics[metric] ?? 0), 0);
  return heldAt(after) - heldAt(before);
}
