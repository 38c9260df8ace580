import type { MetricId } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import type { EndpointResult, Warning } from '../../model/result.js';
import { endpointBlocks, floorValue, metricBlocks } from '../endpoint-blocks.js';

/** From here on time explains so much of the growth that the rate per request misleads. */
const explainedShare = 0.5;

/** What a metric grew while no request was sent, in its unit per millisecond; 0 when nothing idled or it did not grow. */
function growthPerMs(recording: TargetRecording, metric: MetricId): number {
  const idle = endpointBlocks(recording, null);
  const growth = metricBlocks(idle, metric).reduce((sum, block) => sum + block.growth, 0);
  const durationMs = idle.reduce((sum, { before, after }) => sum + after.atMs - before.atMs, 0);
  return durationMs === 0 ? 0 : Math.max(0, growth / durationMs);
}

/** How much of the whole growth of a metric the time since the first floor would have brought by itself. */
function shareOfTime(recording: TargetRecording, metric: MetricId): number {
  const [first] = recording.floors;
  const last = recording.floors.at(-1);
  if (first === undefined || last === undefined) return 0;
  const growth = (floorValue(last, metric) ?? 0) - (floorValue(first, metric) ?? 0);
  return growth <= 0 ? 0 : (growthPerMs(recording, metric) * (last.atMs - first.atMs)) / growth;
}

/**
 * Warns of accused metrics that grow without requests as well: a timer or a background job loses something, and the
 * requests only happened to be sent meanwhile. The pauses before an accusation show it.
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
