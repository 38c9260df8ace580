import type { MetricId } from '../../model/metrics/catalogue.js';
import type { FloorRecord } from '../../model/readings.js';
import type { TargetRecording } from '../../model/recording.js';
import { endpointBlocks } from '../endpoint-blocks.js';
import { memoizeByList } from '../memoize.js';

/** Where one process has this share of the growth, the leak is in that process. */
const almostAll = 0.9;

/** With fewer workers than this, growth in one of them tells nothing. */
const fewestWorkers = 3;

/** What each process that is at both floors grew by. */
function growthByProcess(
  before: FloorRecord,
  after: FloorRecord,
  metric: MetricId,
): readonly (readonly [string, number])[] {
  const old = new Map((before.processes ?? []).map((process) => [`${process.label} ${process.pid}`, process]));
  return (after.processes ?? []).flatMap((process) => {
    const from = old.get(`${process.label} ${process.pid}`)?.metrics[metric];
    const to = process.metrics[metric];
    return from === undefined || to === undefined ? [] : [[process.label, to - from] as const];
  });
}

const workersIn = memoizeByList((floors: TargetRecording['floors']): ReadonlySet<string> => {
  const ofFloor = ({ processes = [] }: FloorRecord): readonly string[] =>
    processes.filter(({ role }) => role === 'worker').map(({ label }) => label);
  return new Set(floors.flatMap(ofFloor));
});

/**
 * The one worker of several in which a metric grew, in words; null where it grew in more than one, or there are too few
 * to tell.
 */
export function growingProcess(recording: TargetRecording, endpoint: string, metric: MetricId): string | null {
  const workers = workersIn(recording.floors);
  if (workers.size < fewestWorkers) return null;
  const grown = new Map<string, number>();
  // The later half only: in the first blocks every worker opens its pool.
  const blocks = endpointBlocks(recording, endpoint);
  for (const { before, after } of blocks.slice(Math.floor(blocks.length / 2))) {
    for (const [label, growth] of growthByProcess(before, after, metric))
      grown.set(label, (grown.get(label) ?? 0) + growth);
  }
  const gains = [...grown].filter(([, growth]) => growth > 0).toSorted(([, a], [, b]) => b - a);
  const total = gains.reduce((sum, [, growth]) => sum + growth, 0);
  const [most] = gains;
  if (most === undefined || most[1] < almostAll * total) return null;
  const share = Math.round((100 * most[1]) / total);
  return `${share} % of the growth of ${metric} is in ${most[0]}, one of ${workers.size} workers.`;
}
