import type { MetricId } from '../../model/metrics/catalogue.js';
import type { FloorRecord } from '../../model/readings.js';
import type { TargetRecording } from '../../model/recording.js';
import { endpointBlocks, growthIn, judgedReading } from '../endpoint-blocks.js';

/** Where this share of the growth is in threads, the line to blame is there, too. */
const most = 0.5;

/** What the worker threads that are at both floors grew by. */
function growthOfThreads(before: FloorRecord, after: FloorRecord, metric: MetricId): number {
  const old = new Map((before.threads ?? []).map(({ pid, thread, metrics }) => [`${pid} ${thread}`, metrics[metric]]));
  return (after.threads ?? []).reduce((sum, { pid, thread, metrics }) => {
    const from = old.get(`${pid} ${thread}`);
    return sum + (from === undefined ? 0 : (metrics[metric] ?? from) - from);
  }, 0);
}

/** The share of a metric's growth that lies in worker threads, where it is most of it; null elsewhere. */
export function shareInThreads(recording: TargetRecording, endpoint: string, metric: MetricId): number | null {
  // The later half only: in the first blocks every thread loads its code.
  const blocks = endpointBlocks(recording, endpoint);
  const later = blocks.slice(Math.floor(blocks.length / 2));
  const total = growthIn(later, metric);
  const inThreads = later.reduce(
    (sum, block) => sum + growthOfThreads(block.before, block.after, judgedReading(metric, block)),
    0,
  );
  return inThreads > 0 && inThreads >= most * total ? Math.min(1, inThreads / Math.max(1, total)) : null;
}

/** The same in words, with what follows from it. */
export function threadsThatGrow(recording: TargetRecording, endpoint: string, metric: MetricId): string | null {
  const share = shareInThreads(recording, endpoint, metric);
  if (share === null) return null;
  return `${Math.round(100 * share)} % of the growth of ${metric} is in worker threads. Their lines are not looked for: look at what the code of the threads keeps.`;
}
