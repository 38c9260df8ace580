import type { MetricId } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import type { EndpointResult, Warning } from '../../model/result.js';
import { endpointBlocks, floorValue, metricBlocks } from '../endpoint-blocks.js';

/** From this share on, time explains so much of the growth that a rate per request misleads. */
const explainedShare = 0.5;

/** By how much a metric grew while no request was sent, per millisecond; 0 when there was no idle time or no growth. */
function growthPerMs(recording: TargetRecording, metric: MetricId): number {
  const idle = endpointBlocks(recording, null);
  const growth = metricBlocks(idle, metric).reduce((sum, block) => sum + block.growth, 0);
  const durationMs = idle.reduce((sum, { before, after }) => sum + after.atMs - before.atMs, 0);
  return durationMs === 0 ? 0 : Math.max(0, growth / durationMs);
}

/** The share of the whole growth of a metric that the time since the first floor explains by itself. */
function shareOfTime(recording: TargetRecording, metric: MetricId): number {
  const [first] = recording.floors;
  const last = recording.floors.at(-1);
  if (first === undefined || last === undefined) return 0;
  const growth = (floorValue(last, metric) ?? 0) - (floorValue(first, metric) ?? 0);
  return growth <= 0 ? 0 : (growthPerMs(recording, metric) * (last.atMs - first.atMs)) / growth;
}

/**
 * Warns of accused metrics that also grow without requests. A timer or a background job loses something then, and
 * requests were only sent meanwhile. The pauses before an accusation show it.
 */
export function growthAtRestWarnings(
  recording: TargetRecording,
  endpoints: readonly EndpointResult[],
): readonly Warning[] {
  const accused = new Set(endpoints.flatMap(({ findings }) => findings.map(({ metric }) => metric)));
  return [...accused]
    .map((metric) => ({ metric, share: shareOfTime(recording, metric) }))
    .filter(({ share }) => share >= explainedShare)
    .map(({ metric, share }) => ({
      code: 'GROWS_AT_REST',
      message: `${metric} also grew while no request was sent, fast enough to explain ${Math.min(100, Math.round(100 * share))} % of its growth: something in the target loses it as time passes, and the rate per request depends on how fast requests were sent. Look at timers and background jobs first.`,
    }));
}
