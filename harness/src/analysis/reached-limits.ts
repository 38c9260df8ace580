import { fixedMetrics, type MetricId, metricCatalogue, metricDefinition } from '../model/metrics/catalogue.js';
import type { TargetRecording } from '../model/recording.js';
import { type FlooredBlock, floorValue, growthIn } from './endpoint-blocks.js';
import { limitedMetrics } from './headroom.js';
import { warmUpFactor } from './plan/block-size.js';

/** A limit that can end a program, and how the program says so. */
interface FatalLimit {
  /** The metric that has the limit. */
  readonly metric: MetricId;
  /** What the message of the failure says then. It holds the last output and the way the target ended. */
  readonly text: RegExp;
  /** Metrics whose growth leads to the limit: the metric itself, and what is counted or held in it. */
  readonly reachedBy: readonly string[];
}

const descriptors = fixedMetrics.filter((metric) => metricCatalogue[metric].isDescriptor);

const fatalLimits: readonly FatalLimit[] = limitedMetrics.flatMap((limited) => {
  const { metric, serverIsFull, endsTarget, isOfDescriptors, alsoReachedBy = [] } = limited;
  const text = serverIsFull ?? endsTarget;
  const counted = isOfDescriptors ? descriptors : [];
  return text === undefined ? [] : [{ metric, text, reachedBy: [metric, ...counted, ...alsoReachedBy] }];
});

/** This share of a limit may be used only while requests are answered, which no floor shows. */
const shareOnlyUnderLoad = 0.5;

/**
 * How much of the way to its limit one endpoint must have brought a metric by the last floor. No floor follows the
 * block that ends the target. That block is at most `warmUpFactor` times all that the endpoint was sent before, so a
 * leak had come at least this far by then.
 */
const shareOfWay = (1 - shareOnlyUnderLoad) / (1 + warmUpFactor);

/** How far these blocks brought a metric, as a share of the way from the first floor to its limit; 0 where one is unknown. */
function wayTo(recording: TargetRecording, blocks: readonly FlooredBlock[], metric: MetricId): number {
  const { floors, start } = recording;
  const [first] = floors;
  const last = floors.at(-1);
  const limited = metricDefinition(metric)?.limit;
  if (first === undefined || last === undefined || start === null || limited === undefined) return 0;
  const [from, limit] = [floorValue(first, metric), limited.usable(start.limits, last.metrics)];
  if (from === null || limit === null || !Number.isFinite(limit)) return 0;
  return growthIn(blocks, metric) / Math.max(1, limit - from);
}

/** The metrics whose limit the target names as what ended it; none while it lives, or where it names none. */
export function metricsNamedAtEnd({ end }: TargetRecording): readonly MetricId[] {
  const message = end?.failure?.message ?? '';
  return fatalLimits.filter(({ text }) => text.test(message)).map(({ metric }) => metric);
}

/**
 * Whether the target ended because this metric, or what it is counted in, ran into its limit: the target says so, and
 * the requests to this endpoint had brought it a good part of the way.
 *
 * @param blocks in which the endpoint was driven alone.
 */
export function hasRunIntoLimit(
  recording: TargetRecording,
  blocks: readonly FlooredBlock[],
  metric: MetricId,
): boolean {
  const named = metricsNamedAtEnd(recording);
  return fatalLimits.some(
    (limit) =>
      named.includes(limit.metric) &&
      limit.reachedBy.includes(metric) &&
      wayTo(recording, blocks, limit.metric) >= shareOfWay,
  );
}

/** In how many blocks the first failed answer said that the server behind this metric was full. */
export function blocksOfFullServer({ blocks }: TargetRecording, metric: MetricId): number {
  const text = metricDefinition(metric)?.limit?.serverIsFull;
  if (text === undefined) return 0;
  return blocks.filter(({ load }) => load.firstFailure !== null && text.test(load.firstFailure)).length;
}
