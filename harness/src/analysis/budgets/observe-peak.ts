import { type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import { isServiceKind } from '../../model/services/service-kind.js';
import { floorValue } from '../endpoint-blocks.js';
import { blocksOfFullServer } from '../reached-limits.js';
import type { Observation } from './observation.js';

/** A moment at which something was read. */
interface Reading {
  readonly atMs: number;
  readonly value: number;
}

/**
 * Continuous samples come every 200 ms. Where none came for this long while requests were sent, the peak may have been
 * then: a process whose event loop is blocked does not answer.
 */
const longestGapMs = 2_000;

/** Between floors all connections of a server are counted, whoever holds them. */
const whoseOf = (metric: MetricId): string =>
  isServiceKind(metricDefinition(metric)?.source ?? '') ? ' of all clients of the server' : '';

const notSeen = (missing: string): Observation => ({ worst: null, endpoint: null, source: missing, missing });

function readingsOf(recording: TargetRecording, metric: MetricId): readonly Reading[] {
  const moments = [...recording.floors, ...recording.samples];
  return moments
    .flatMap((moment) => {
      const value = floorValue(moment, metric);
      return value === null ? [] : [{ atMs: moment.atMs, value }];
    })
    .toSorted((a, b) => a.atMs - b.atMs);
}

/** The longest time within a block during which the metric was not read. */
function longestGap({ blocks }: TargetRecording, readings: readonly Reading[]): number {
  const gaps = blocks
    .filter(({ endpoint }) => endpoint !== null)
    .flatMap(({ startMs, endMs }) => {
      const inside = readings.filter(({ atMs }) => atMs > startMs && atMs < endMs).map(({ atMs }) => atMs);
      const edges = [startMs, ...inside, endMs];
      return edges.slice(1).map((edge, index) => edge - (edges[index] ?? edge));
    });
  return Math.max(0, ...gaps);
}

function missingOf(recording: TargetRecording, metric: MetricId, readings: readonly Reading[]): string | null {
  const gapMs = longestGap(recording, readings);
  if (gapMs <= longestGapMs) return null;
  return `${metric} was not read for ${Math.round(gapMs)} ms while requests were sent, so its peak may not have been seen.`;
}

/**
 * The number of connections that can be had, where an answer said that none was left: that many were open then, seen or
 * not. Null where no answer said so.
 */
function limitReached(recording: TargetRecording, metric: MetricId): number | null {
  if (recording.start === null || blocksOfFullServer(recording, metric) === 0) return null;
  return metricDefinition(metric)?.limit?.usable(recording.start.limits, {}) ?? null;
}

/**
 * The highest reading of a metric over the whole experiment. Read are floors, and continuous samples, which come every
 * 200 ms without a collection; connections that a budget limits are read every 20 ms. What rises and falls between two
 * readings is not seen.
 *
 * @param add what the metric does not count, e.g. 1 for the first process beside its children.
 */
export function observePeak(recording: TargetRecording, metric: MetricId, add: number): Observation {
  const unmeasured = recording.start?.unmeasured.find((each) => each.metric === metric);
  if (unmeasured !== undefined) return notSeen(`${metric} was not measured: ${unmeasured.reason}.`);
  // Without a pid there is no process tree to count in; its readings are zeros.
  if (recording.start?.pid === 0 && metricDefinition(metric)?.source === 'os') {
    return notSeen(`${metric} was not measured: give the "pid" of the running service.`);
  }
  const readings = readingsOf(recording, metric);
  const highest = readings.reduce<Reading | null>(
    (best, each) => (each.value > (best?.value ?? -1) ? each : best),
    null,
  );
  if (highest === null) return notSeen(`${metric} was never read.`);
  const isSampled = recording.samples.some((sample) => floorValue(sample, metric) !== null);
  const when = `${(highest.atMs / 1000).toFixed(1)} s into the run`;
  const limit = limitReached(recording, metric);
  if (limit !== null && limit > highest.value) {
    const source = 'Requests failed because the server had no connection left.';
    return { worst: limit, endpoint: null, source, missing: null };
  }
  const source = `Peak of ${readings.length} readings${isSampled ? whoseOf(metric) : ' at rest, between blocks'}, ${when}.`;
  return { worst: highest.value + add, endpoint: null, source, missing: missingOf(recording, metric, readings) };
}
