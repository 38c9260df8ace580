import type { MetricId } from '../../model/metrics/catalogue.js';
import type { Unit } from '../../model/metrics/metric-definition.js';
import type { Finding, GrowthEstimate, MetricResult, Projection, ReachedBound, SideCost } from '../../model/result.js';
import { metricWords } from './metric-words.js';
import { formatBytes, formatCount, formatFraction, trimZeros, withSign } from './number.js';

/** Growth per request in the metric's unit, with its sign: `+1.00`, `+7.3 KB`. */
export function formatRate(rate: number, unit: Unit): string {
  return withSign(unit === 'bytes' ? formatBytes(rate) : formatFraction(rate));
}

/** `+1.00 pg connection/request`, or `+7.3 KB heap/request`. */
export function formatGrowth(metric: MetricId, unit: Unit, rate: number): string {
  return `${formatRate(rate, unit)} ${metricWords(metric, rate)}/request`;
}

/** `[0.98, 1.02]`; bytes carry their unit: `[7.1 KB, 7.5 KB]`. */
export function formatInterval(growth: GrowthEstimate, unit: Unit): string {
  const format = unit === 'bytes' ? formatBytes : formatFraction;
  return `[${[growth.low, growth.high].map((bound) => format(bound).replace('-', '−')).join(', ')}]`;
}

/** Growth with its interval: `+88 B heap/request [74 B, 102 B]`. */
export function formatMeasuredGrowth({
  metric,
  unit,
  perRequest,
}: Pick<Finding, 'metric' | 'unit' | 'perRequest'>): string {
  return `${formatGrowth(metric, unit, perRequest.estimate)} ${formatInterval(perRequest, unit)}`;
}

/** Why a leak is accepted, with its growth where that does not stand before it. */
export const acceptedText = (finding: Finding, isBesideGrowth: boolean): string =>
  isBesideGrowth ? `accepted: ${finding.ignored}` : `accepted: ${formatMeasuredGrowth(finding)} (${finding.ignored})`;

/** `+1 fd, +7.3 KB heap`: shorter than a growth, because it is only a side cost. */
export function formatSideCosts(costs: readonly SideCost[]): string {
  return costs.map(formatSideCost).join(', ');
}

function formatSideCost({ metric, unit, perRequest }: SideCost): string {
  const amount = unit === 'bytes' ? formatBytes(perRequest) : trimZeros(formatFraction(perRequest));
  return `${withSign(amount)} ${metricWords(metric, perRequest)}`;
}

/** `max_connections=100 is exhausted after 83 more requests`. */
export function formatProjection({ limit, requestsLeft }: Projection): string {
  if (requestsLeft <= 0) return `${limit} is already exhausted`;
  return `${limit} is exhausted after ${formatCount(requestsLeft)} more ${requestsLeft === 1 ? 'request' : 'requests'}`;
}

/** A tolerance as it stands beside a rate: `32 B`, `0.001`. */
export function formatTolerance(tolerance: number, unit: Unit): string {
  return unit === 'bytes' ? formatBytes(tolerance) : formatFraction(tolerance);
}

/** A bound of zero or below says more than a number would. */
const isNothing = (most: number, written: string): boolean => most <= 0 || /^0(\.0+)?( B)?$/.test(written);

/** `heap grows`, `buffers grow`; what is counted is several. */
const isOne = (name: string, unit: Unit): boolean => unit === 'bytes' && !name.endsWith('s');

/** What a clean metric is known to stay below: `heap grows less than 12 B/request`, `buffers do not grow`. */
function formatMost(name: string, unit: Unit, most: number): string {
  const written = unit === 'bytes' ? formatBytes(most) : formatFraction(most);
  const one = isOne(name, unit);
  if (isNothing(most, written)) return `${name} ${one ? 'does' : 'do'} not grow`;
  return `${name} ${one ? 'grows' : 'grow'} less than ${written}/request`;
}

/** The same beside its tolerance: `heap grows less than 12 B/request (tolerance 32 B)`. */
export function formatCleanBound({ metric, unit, perRequest, tolerance }: MetricResult): string {
  const name = metricWords(metric, 2);
  const most = perRequest === null ? `${name}: no growth seen` : formatMost(name, unit, perRequest.high);
  return `${most} (tolerance ${formatTolerance(tolerance, unit)})`;
}

/** How often a leak of that rate would be seen: `1 in 622`. */
const oneIn = (perRequest: number): string => `1 in ${formatCount(Math.floor(1 / perRequest))}`;

/**
 * What an endpoint is known by that is clean short of the full proof: `no growth in 1,864 requests; a leak rarer than 1 in 622
 * is not excluded`, and for memory `heap grows less than 45 B/request in 1,864 requests (tolerance 32 B)`.
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

/** Bytes are written no finer than this, and no run shows that nothing at all leaks. */
const finestBytes = 0.1;

/** What a clean metric may still leak, and by how many requests: `rarer than 1 in 622 (1,864 requests)`, or `less than 45 B (…)`. */
export function formatNotExcluded(unit: Unit, { perRequest, requests }: ReachedBound): string {
  const bytes = formatBytes(Math.max(finestBytes, perRequest));
  return `${unit === 'bytes' ? `less than ${bytes}` : `rarer than ${oneIn(perRequest)}`} (${formatCount(requests)} requests)`;
}
