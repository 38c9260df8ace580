import type { MetricId } from '../model/metrics.js';
import type { TargetRecording } from '../model/recording.js';

/** How servers, and drivers after them, say that all connections are taken. */
export const fullTexts: Readonly<Record<MetricId, RegExp>> = {
  'pg.connections': /too many clients|remaining connection slots|too many connections for (role|database)|\b53300\b/i,
  'redis.connections': /max number of clients reached/i,
};

/** In how many blocks the first failed answer said that the server behind this metric was full. */
export function blocksOfFullServer({ blocks }: TargetRecording, metric: MetricId): number {
  const text = fullTexts[metric];
  if (text === undefined) return 0;
  return blocks.filter(({ load }) => load.firstFailure !== null && text.test(load.firstFailure)).length;
}
