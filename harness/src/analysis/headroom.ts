import { fixedMetrics, type MetricId, metricCatalogue, metricDefinition } from '../model/metrics/catalogue.js';
import type { MetricLimit } from '../model/metrics/metric-definition.js';
import type { FloorRecord } from '../model/readings.js';
import type { TargetRecording } from '../model/recording.js';
import { endpointBlocks, type FlooredBlock, recordedBlocks } from './endpoint-blocks.js';
import type { GrowthBlock } from './statistics/growth-rate.js';

interface LimitedMetric extends MetricLimit {
  readonly metric: MetricId;
}

/** Metrics that have a hard limit. */
export const limitedMetrics: readonly LimitedMetric[] = fixedMetrics.flatMap((metric) => {
  const { limit } = metricCatalogue[metric];
  return limit === undefined ? [] : [{ ...limit, metric }];
});

/** The limits that the growth of a metric runs into. */
const limitsOf = (metric: MetricId): readonly LimitedMetric[] =>
  limitedMetrics.filter(
    (limited) => limited.metric === metric || (limited.isOfDescriptors && metricDefinition(metric)?.isDescriptor),
  );

/** Share of the room that is left which one block may use up: a leak must be seen long before the limit. */
const shareOfRoom = 0.5;

/**
 * The same for a group: it takes some groups to tell endpoints apart, and a suspected endpoint then needs room for
 * blocks of its own.
 */
const shareOfRoomTogether = 1 / 16;

const readingsOf = ({ processes = [] }: FloorRecord, metric: MetricId): readonly number[] =>
  processes.flatMap(({ metrics }) => metrics[metric] ?? []);

/** Whether several processes each have their own share of a metric, and their own limit. */
export const isLimitedInEach = (floor: FloorRecord, metric: MetricId): boolean =>
  metricDefinition(metric)?.limit?.isOfEachProcess === true && readingsOf(floor, metric).length > 1;

/**
 * What counts against the limit of a metric: the reading of the fullest process where each process has its own limit,
 * else the reading of the target.
 */
export const againstLimit = (floor: FloorRecord, metric: MetricId): number | undefined =>
  isLimitedInEach(floor, metric) ? Math.max(...readingsOf(floor, metric)) : floor.metrics[metric];

/** Room left before a limit, as of a floor; Infinity where there is no limit or no reading. */
function roomAt(recording: TargetRecording, floor: FloorRecord | undefined, { metric, usable }: LimitedMetric): number {
  const current = floor === undefined ? undefined : againstLimit(floor, metric);
  if (floor === undefined || current === undefined || recording.start === null) return Number.POSITIVE_INFINITY;
  return (usable(recording.start.limits, floor.metrics) ?? Number.POSITIVE_INFINITY) - current;
}

/**
 * Requests that fit before the limit of one metric, at the rate seen so far: into half of the room that is left, or
 * into another share of it once the metric has grown. At first one lost thing per request is assumed; every request
 * without a loss lowers that (a rule of three).
 *
 * @returns Infinity when the metric has no limit or was not measured.
 */
function requestsThatFit(
  recording: TargetRecording,
  blocks: readonly GrowthBlock[],
  limited: LimitedMetric,
  shareOnceGrown = shareOfRoom,
): number {
  const room = roomAt(recording, recording.floors.at(-1), limited);
  if (!Number.isFinite(room)) return Number.POSITIVE_INFINITY;
  const requests = blocks.reduce((sum, block) => sum + block.requests, 0);
  const growth = blocks.reduce((sum, block) => sum + Math.max(0, block.growth), 0);
  const seenRate = requests === 0 ? 0 : growth / requests;
  // The prior may only add caution: it must not make one and a quarter of two lost things per request.
  const assumedRate = Math.max(seenRate, (growth + 3 * limited.priorPerRequest) / (requests + 3));
  const fitting = Math.max(0, Math.floor((room * (growth > 0 ? shareOnceGrown : shareOfRoom)) / assumedRate));
  // Half of a pool of one is nothing. While nothing was lost, the one request that fits is sent all the same.
  return growth === 0 && room >= limited.priorPerRequest ? Math.max(1, fitting) : fitting;
}

/** Requests that fit before every limit. */
export function requestsThatFitAll(recording: TargetRecording, endpoint: string): number {
  const driven = endpointBlocks(recording, endpoint);
  return Math.min(
    ...limitedMetrics.map((limited) => requestsThatFit(recording, recordedBlocks(driven, limited.metric), limited)),
  );
}

/**
 * Requests to several endpoints together that fit before every limit.
 *
 * @param blocksOf what such groups did to a metric so far.
 */
export function requestsThatFitTogether(
  recording: TargetRecording,
  blocksOf: (metric: MetricId) => readonly GrowthBlock[],
): number {
  return Math.min(
    ...limitedMetrics.map((limited) =>
      requestsThatFit(recording, blocksOf(limited.metric), limited, shareOfRoomTogether),
    ),
  );
}

/**
 * Whether a block twice the size of the last one would no longer fit before a limit of this metric.
 *
 * @param driven blocks in which one endpoint was driven alone.
 */
export function isHeadroomSpent(
  recording: TargetRecording,
  driven: readonly FlooredBlock[],
  metric: MetricId,
): boolean {
  const last = driven.at(-1);
  if (last === undefined) return false;
  return limitsOf(metric).some(
    (limited) => requestsThatFit(recording, recordedBlocks(driven, limited.metric), limited) < 2 * last.block.requests,
  );
}

/**
 * How many things fitted before the nearest limit of a metric when the endpoint was first driven alone.
 *
 * @param driven blocks in which one endpoint was driven alone.
 * @returns Infinity where no limit is known.
 */
export function roomAtFirst(recording: TargetRecording, driven: readonly FlooredBlock[], metric: MetricId): number {
  const first = driven[0]?.before;
  return Math.min(...limitsOf(metric).map((limited) => roomAt(recording, first, limited)));
}

/**
 * The first metric whose limit leaves no room for a single request as of the last floor, with its reading and its
 * limit.
 */
export function fullMetric(
  recording: TargetRecording,
): { readonly metric: MetricId; readonly taken: number; readonly limit: number } | null {
  const floor = recording.floors.at(-1);
  const full = limitedMetrics.find((limited) => roomAt(recording, floor, limited) < limited.priorPerRequest);
  if (full === undefined || floor === undefined) return null;
  const taken = againstLimit(floor, full.metric) ?? 0;
  return { metric: full.metric, taken, limit: taken + roomAt(recording, floor, full) };
}

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
