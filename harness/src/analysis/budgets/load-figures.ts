import type { LoadResult } from '../../model/load.js';
import type { TargetRecording } from '../../model/recording.js';
import { endpointBlocks, fullBlocks } from '../endpoint-blocks.js';
import type { Observation } from './observation.js';

interface Figure {
  readonly endpoint: string;
  /** Null when it could not be measured. */
  readonly value: number | null;
  readonly blocks: number;
}

const fullLoads = (recording: TargetRecording, endpoint: string, connections: number): readonly LoadResult[] =>
  fullBlocks(recording, endpoint, connections).map(({ block }) => block.load);

const sumOf = (loads: readonly LoadResult[], pick: (load: LoadResult) => number): number =>
  loads.reduce((sum, load) => sum + pick(load), 0);

const answersOf = ({ statuses }: LoadResult): number => Object.values(statuses).reduce((sum, count) => sum + count, 0);

/** Share of a block's answers that surely came within `latencyMs`, by the quantiles that were recorded. */
function shareWithin({ latencyMs: { p50, p95, p99, max } }: LoadResult, latencyMs: number): number {
  if (latencyMs >= max) return 1;
  if (latencyMs >= p99) return 0.99;
  if (latencyMs >= p95) return 0.95;
  return latencyMs >= p50 ? 0.5 : 0;
}

/** Sums of shares such as 0.95 are not exact. */
const rounding = 1e-9;

/**
 * The smallest recorded latency within which 95 % of all answers surely came. Blocks record quantiles and no single
 * latencies, so this is an upper bound: it is exact where blocks are alike, and never too low.
 */
export function boundLatencyP95(loads: readonly LoadResult[]): number | null {
  const answered = loads.filter((load) => answersOf(load) > 0);
  const answers = sumOf(answered, answersOf);
  const candidates = answered
    .flatMap(({ latencyMs: { p50, p95, p99, max } }) => [p50, p95, p99, max])
    .toSorted((a, b) => a - b);
  const isEnough = (latencyMs: number): boolean =>
    sumOf(answered, (load) => answersOf(load) * shareWithin(load, latencyMs)) >= (0.95 - rounding) * answers;
  return candidates.find(isEnough) ?? null;
}

/** Answers per second, over all blocks. */
function throughputOf(loads: readonly LoadResult[]): number | null {
  const durationMs = sumOf(loads, (load) => load.durationMs);
  return durationMs > 0 ? (sumOf(loads, answersOf) / durationMs) * 1000 : null;
}

/** The worst endpoint. Where an endpoint has no number, the whole is in doubt. */
function worstOf(
  figures: readonly Figure[],
  isWorse: (a: number, b: number) => boolean,
  words: { readonly blocks: string; readonly none: string },
): Observation {
  const known = figures.flatMap(({ value, ...figure }) => (value === null ? [] : [{ ...figure, value }]));
  const unknown = figures.filter(({ value }) => value === null).map(({ endpoint }) => endpoint);
  const missing = unknown.length === 0 && known.length > 0 ? null : `${words.none}: ${unknown.join(', ') || 'none'}.`;
  const [first, ...others] = known;
  if (first === undefined) return { worst: null, endpoint: null, source: missing ?? words.none, missing };
  const worst = others.reduce((a, b) => (isWorse(b.value, a.value) ? b : a), first);
  const source = `${worst.endpoint}, over ${worst.blocks} ${words.blocks}.`;
  return { worst: worst.value, endpoint: worst.endpoint, source, missing };
}

function atFullLoad(
  recording: TargetRecording,
  connections: number,
  figure: (loads: readonly LoadResult[]) => number | null,
): readonly Figure[] {
  return recording.target.endpoints.map((endpoint) => {
    const loads = fullLoads(recording, endpoint, connections);
    return { endpoint, value: figure(loads), blocks: loads.length };
  });
}

const wordsAt = (connections: number) => ({
  blocks: `blocks at ${connections} ${connections === 1 ? 'connection' : 'connections'}`,
  none: `Not driven long enough at ${connections} ${connections === 1 ? 'connection' : 'connections'} to tell (the first block there does not count)`,
});

/** p95 latency of the slowest endpoint at the configured concurrency, in milliseconds. */
export const observeLatencyP95 = (recording: TargetRecording, connections: number): Observation =>
  worstOf(atFullLoad(recording, connections, boundLatencyP95), (a, b) => a > b, wordsAt(connections));

/** Answers per second of the slowest endpoint at the configured concurrency. */
export const observeThroughput = (recording: TargetRecording, connections: number): Observation =>
  worstOf(atFullLoad(recording, connections, throughputOf), (a, b) => a < b, wordsAt(connections));

/** The largest share of an endpoint's requests that did not end as expected; every request counts. */
export function observeErrorRate(recording: TargetRecording): Observation {
  const figures = recording.target.endpoints.map((endpoint) => {
    const loads = endpointBlocks(recording, endpoint).map(({ block }) => block.load);
    const sent = sumOf(loads, (load) => load.sent);
    const value = sent === 0 ? null : (sent - sumOf(loads, (load) => load.ok)) / sent;
    return { endpoint, value, blocks: loads.length };
  });
  return worstOf(figures, (a, b) => a > b, { blocks: 'blocks', none: 'No request was sent to' });
}
