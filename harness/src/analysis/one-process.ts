import { type MetricId, metricDefinition } from '../model/metrics/catalogue.js';
import type { FloorRecord } from '../model/readings.js';

const readingsOf = ({ processes = [] }: FloorRecord, metric: MetricId): readonly number[] =>
  processes.flatMap(({ metrics }) => metrics[metric] ?? []);

/** Whether several processes each have their own share of a metric, and their own limit. */
export const isLimitedInEach = (floor: FloorRecord, metric: MetricId): boolean =>
  metricDefinition(metric)?.limit?.isOfEachProcess === true && readingsOf(floor, metric).length > 1;

/** What counts against the limit of a metric: the reading of the fullest process where each has its own, else the target's. */
export const againstLimit = (floor: FloorRecord, metric: MetricId): number | undefined =>
  isLimitedInEach(floor, metric) ? Math.max(...readingsOf(floor, metric)) : floor.metrics[metric];

/** How much of the growth between two floors is in the process that grew most; 1 where it is not known. */
export function largestShare(first: FloorRecord, last: FloorRecord, metric: MetricId): number {
  if (!isLimitedInEach(last, metric)) return 1;
  const before = new Map((first.processes ?? []).map(({ pid, metrics }) => [pid, metrics[metric] ?? 0]));
  const growths = (last.processes ?? [])
    .map(({ pid, metrics }) => (metrics[metric] ?? 0) - (before.get(pid) ?? 0))
    .filter((growth) => growth > 0);
  const total = growths.reduce((sum, growth) => sum + growth, 0);
  return total === 0 ? 1 : Math.max(...growths) / total;
}
