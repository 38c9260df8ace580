import { type MetricId, metricDefinition } from '../model/metrics/catalogue.js';
import type { TargetRecording } from '../model/recording.js';

/** In how many blocks the first failed answer said that the server behind this metric was full. */
export function blocksOfFullServer({ blocks }: TargetRecording, metric: MetricId): number {
  const text = metricDefinition(metric)?.limit?.serverIsFull;
  if (text === undefined) return 0;
  return blocks.filter(({ load }) => load.firstFailure !== null && text.test(load.firstFailure)).length;
}
