import type { MetricId } from '../../model/metrics/catalogue.js';
import type { Unit } from '../../model/metrics/metric-definition.js';
import type { Finding, GrowthEstimate, MetricResult, Projection, ReachedBound, SideCost } from '../../model/result.js';
import { metricWords } from './metric-words.js';
import { formatBytes, formatCount, formatFraction, trimZeros, withSign } from './number.js';

/** Growth per request in the metric's unit and with its sign, e.g. `+1.00`, `+7.3 KB`. */
export function formatRate(rate: number, unit: Unit): string {
  return withSign(unit === 'bytes' ? formatBytes(rate) : formatFraction(rate));
}

/** For example `+1.00 pg connection/request` or `+7.3 KB heap/request`. */
export function formatGrowth(metric: MetricId, unit: Unit, rate: number): string {
  return `${formatRate(rate, unit)} ${metricWords(metric, rate)}/request`;
}

/** For example `[0.98, 1.02]`, or `[7.1 KB, 7.5 KB]` for bytes. */
export function formatInterval(growth: GrowthEstimate, unit: Unit): string {
  const format = unit === 'bytes' ? formatBytes : formatFraction;
  return `[${[growth.low, growth.high].map((bound) => format(bound).replace('-', '−')).join(', ')}]`;
}

/** Growth with its interval, e.g. `+88 B heap/request [74 B, 102 B]`. */
export function formatMeasuredGrowth({
  metric,
  unit,
  perRequest,
}: Pick<Finding, 'metric' | 'unit' | 'perRequest'>): string {
  return `${formatGrowth(metric, unit, perRequest.estimate)} ${formatInterval(perRequest, unit)}`;
}

/** Why a leak is accepted. Its growth is included unless it already stands beside the text. */
export const acceptedText = (finding: Finding, isBesideGrowth: boolean): string =>
  isBesideGrowth ? `accepted: ${finding.ignored}` : `accepted: ${formatMeasuredGrowth(finding)} (${finding.ignored})`;

/** Side costs, shorter than a growth, e.g. `+1 fd, +7.3 KB heap`. */
export function formatSideCosts(costs: readonly SideCost[]): string {
  return costs.map(formatSideCost).join(', ');
}

function formatSideCost({ metric, unit, perRequest }: SideCost): string {
  const amount = unit === 'bytes' ? formatBytes(perRequest) : trimZeros(formatFraction(perRequest));
  return `${withSign(amount)} ${metricWords(metric, perRequest)}`;
}

/** For example `max_connections=100 is exhausted after 83 more requests`. */
export function formatProjection({ limit, requestsLeft }: Projection): string {
  if (requestsLeft <= 0) return `${limit} is already exhausted`;
  return `${limit} is exhausted after ${formatCount(requestsLeft)} more ${requestsLeft === 1 ? 'request' : 'requests'}`;
}

/** A tolerance to show beside a rate, e.g. `32 B`, `0.001`. */
export function formatTolerance(tolerance: number, unit: Unit): string {
  return unit === 'bytes' ? formatBytes(tolerance) : formatFraction(tolerance);
}

/** Whether a bound is zero or below, or is rounded to zero. Words then say more than a number. */
const isNothing = (most: number, written: string): boolean => most <= 0 || /^0(\.0+)?( B)?$/.test(written);

/** Whether a name takes the singular, as in `heap grows` and unlike `buffers grow`. Counts take the plural. */
const isOne = (name: string, unit: Unit): boolean => unit === 'bytes' && !name.endsWith('s');

/** What a clean metric is known to stay below, e.g. `heap grows less than 12 B/request`, `buffers do not grow`. */
function formatMost(name: string, unit: Unit, most: number): string {
  const written = unit === 'bytes' ? formatBytes(most) : formatFraction(most);
  const one = isOne(name, unit);
  if (isNothing(most, written)) return `${name} ${one ? 'does' : 'do'} not grow`;
  return `${name} ${one ? 'grows' : 'grow'} less than ${written}/request`;
}

/** The bound of a clean metric with its tolerance, e.g. `heap grows less than 12 B/request (tolerance 32 B)`. */
export function formatCleanBound({ metric, unit, perRequest, tolerance }: MetricResult): string {
  const name = metricWords(metric, 2);
  const most = perRequest === null ? `${name}: no growth seen` : formatMost(name, unit, perRequest.high);
  return `${most} (tolerance ${formatTolerance(tolerance, unit)})`;
}

/** How often a leak of that rate shows, e.g. `1 in 622`. */
const oneIn = (perRequest: number): string => `1 in ${formatCount(Math.floor(1 / perRequest))}`;

/**
 * What is known about an endpoint that is clean without the full proof: `no growth in 1,864 requests; a leak rarer than
 * 1 in 622 is not excluded`. For memory: `heap grows less than 45 B/request in 1,864 requests (tolerance 32 B)`.
 */
export function formatReachedBound({ metric, unit, tolerance, perRequest }: MetricResult, bound: ReachedBound): string {
  const requests = `${formatCount(bound.requests)} requests`;
  if (unit === 'bytes') {
    const most = formatMost(metricWords(metric, 2), unit, bound.perRequest);
    return `${most} in ${requests} (tolerance ${formatBytes(tolerance)})`;
  }
  const events = Math.round((perRequest?.estimate ?? 0) * bound.requests);
  const grown = events > 0 ? `${metricWords(metric, 2)} grew by ${formatCount(events)}` : 'no growth';
  return `${grown} in ${requests}; a leak rarer than ${oneIn(bound.perRequest)} is not excluded`;
}

/** Bytes are not shown finer than this. No run can show that nothing at all leaks. */
const finestBytes = 0.1;

/**
 * What a clean metric may still leak, and the number of requests that show it: `rarer than 1 in 622 (1,864 requests)`,
 * or `less than 45 B (…)`.
 */
export function formatNotExcluded(unit: Unit, { perRequest, requests }: ReachedBound): string {
  const bytes = formatBytes(Math.max(finestBytes, perRequest));
  return `${unit === 'bytes' ? `less than ${bytes}` : `rarer than ${oneIn(perRequest)}`} (${formatCount(requests)} requests)`;
}
