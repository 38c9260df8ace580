import type { Limits } from '../../model/limits.js';
import { type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import type { Projection } from '../../model/result.js';
import { againstLimit, isLimitedInEach, largestShare } from '../headroom.js';

/** When a metric that grows at this rate runs into its limit; null when it has none. */
function projectOne(recording: TargetRecording, limits: Limits, metric: MetricId, rate: number): Projection | null {
  const [first] = recording.floors;
  const latest = recording.floors.at(-1);
  const limited = metricDefinition(metric)?.limit;
  const current = latest === undefined ? undefined : againstLimit(latest, metric);
  if (first === undefined || latest === undefined || limited === undefined || current === undefined || rate <= 0)
    return null;
  const limit = limited.usable(limits, latest.metrics);
  if (limit === null || !Number.isFinite(limit)) return null;
  const ofOne = isLimitedInEach(latest, metric) ? ' of one process' : '';
  const perRequest = rate * largestShare(first, latest, metric);
  return {
    limit: `${limited.title(limit, limits)}${ofOne}`,
    requestsLeft: Math.max(0, Math.floor((limit - current) / perRequest)),
  };
}

/**
 * The first limit that a leak will hit at the rates that were seen, from the readings at the end of the recording.
 *
 * @param rates growth per request of the leaking metric and of what it costs besides.
 */
export function projectLimit(
  recording: TargetRecording,
  rates: readonly { readonly metric: MetricId; readonly perRequest: number }[],
): Projection | null {
  const limits = recording.start?.limits;
  if (limits === undefined) return null;
  const projections = rates.flatMap(
    ({ metric, perRequest }) => projectOne(recording, limits, metric, perRequest) ?? [],
  );
  return projections.reduce<Projection | null>(
    (nearest, projection) =>
      nearest === null || projection.requestsLeft < nearest.requestsLeft ? projection : nearest,
    null,
  );
}
