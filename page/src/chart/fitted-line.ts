import type { MetricId } from '../../../harness/src/model/metrics/catalogue.js';
import type { GrowthEstimate, MetricResult, TargetResult } from '../../../harness/src/model/result.js';
import type { TargetTrace } from '../../../harness/src/model/trace.js';

/** A rate of the result as a line among floors, with the ends of its interval on both sides. */
export interface FittedLine {
  /** Units sent. */
  readonly x: readonly number[];
  readonly estimate: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** The line that growth at the tolerance would take; null where several endpoints share the chart. */
  readonly tolerance: readonly number[] | null;
}

/** The line of one endpoint, for its own trace: where the rate was estimated, at the slope it was estimated to have. */
export function fitOfEndpoint({ perRequest, estimatedOver, tolerance }: MetricResult): FittedLine | null {
  if (perRequest === null || estimatedOver === undefined) return null;
  const { fromRequests, toRequests, startGrowth } = estimatedOver;
  const to = (rate: number): readonly number[] => [startGrowth, startGrowth + rate * (toRequests - fromRequests)];
  return {
    x: [fromRequests, toRequests],
    estimate: to(perRequest.estimate),
    low: to(perRequest.low),
    high: to(perRequest.high),
    tolerance: to(tolerance),
  };
}

interface Rate extends GrowthEstimate {
  readonly fromRequests: number;
}

/**
 * The line of all endpoints together: begins at the floor from which on each of them has a rate, and rises with every
 * block by the rate of the endpoint it drove.
 */
export function fitOfTarget(trace: TargetTrace, target: TargetResult, metric: MetricId): FittedLine | null {
  const rates = ratesOf(target, metric);
  const driven = new Set(trace.blocks.flatMap(({ endpoint }) => endpoint ?? []));
  if (rates.size === 0 || [...driven].some((endpoint) => !rates.has(endpoint))) return null;
  const sent = new Map<string, number>();
  // Rates stand on blocks alone, so that requests together with others do not count, nor do repeated ones.
  const start = trace.blocks.findIndex(({ endpoint, requests, together, keys }) => {
    const hasRates = [...driven].every((each) => (sent.get(each) ?? 0) >= (rates.get(each)?.fromRequests ?? 0));
    if (endpoint !== null && together === undefined && keys === undefined && !hasRates)
      sent.set(endpoint, (sent.get(endpoint) ?? 0) + requests);
    return hasRates;
  });
  return start < 0 ? null : follow(trace, metric, start, rates);
}

function ratesOf(target: TargetResult, metric: MetricId): ReadonlyMap<string, Rate> {
  const rates = new Map<string, Rate>();
  for (const { id, metrics } of target.endpoints) {
    const judged = metrics.find((each) => each.metric === metric);
    if (judged?.perRequest == null || judged.estimatedOver === undefined) continue;
    rates.set(id, { ...judged.perRequest, fromRequests: judged.estimatedOver.fromRequests });
  }
  return rates;
}

function growthBetween(values: readonly (number | null)[] = [], before: number, after: number): number {
  const from = values[before] ?? null;
  const to = values[after] ?? null;
  return from === null || to === null ? 0 : to - from;
}

function follow(
  { floors, blocks }: TargetTrace,
  metric: MetricId,
  start: number,
  rates: ReadonlyMap<string, Rate>,
): FittedLine | null {
  const first = blocks[start]?.floorBefore ?? 0;
  const level = floors.values[metric]?.[first] ?? null;
  if (level === null) return null;
  const x = [floors.requests[first] ?? 0];
  const lines = { estimate: [level], low: [level], high: [level] };
  let last = first;
  for (const { endpoint, requests, floorBefore, floorAfter, keys } of blocks.slice(start)) {
    const rate = endpoint === null ? undefined : rates.get(endpoint);
    // No rate was estimated for repeated inputs: there the line goes as the floors do.
    const read = keys === undefined ? null : growthBetween(floors.values[metric], floorBefore, floorAfter);
    const isNext = floorAfter !== last;
    if (isNext) x.push(floors.requests[floorAfter] ?? 0);
    for (const name of ['estimate', 'low', 'high'] as const) {
      const line = lines[name];
      const level = (line.at(-1) ?? 0) + (read ?? (rate?.[name] ?? 0) * requests);
      // What was driven together adds up at one floor.
      line.splice(isNext ? line.length : -1, 1, level);
    }
    last = floorAfter;
  }
  return { x, ...lines, tolerance: null };
}
