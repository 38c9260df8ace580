import { floorValue } from '../../harness/src/analysis/endpoint-blocks.js';
import type { MetricId } from '../../harness/src/model/metrics/catalogue.js';
import type { TargetRecording } from '../../harness/src/model/recording.js';
import type { Point } from './naive-rules.js';

/** Fewer blocks than this at full concurrency, and all that were sent must do. */
const fewestConcurrent = 3;

/**
 * One metric's floors around the blocks at full concurrency: what is left when someone warms up before looking. Floors
 * at which the metric was not read are left out.
 */
export function pointsOf({ floors, blocks }: TargetRecording, metric: MetricId): readonly Point[] {
  const loaded = blocks.filter(({ phase }) => phase !== 'idle');
  const concurrent = loaded.filter(({ phase }) => phase !== 'scout');
  const chosen = concurrent.length >= fewestConcurrent ? concurrent : loaded;
  const indexes = chosen.flatMap(({ floorBefore, floorAfter }, position) =>
    position === 0 ? [floorBefore, floorAfter] : [floorAfter],
  );
  return indexes.flatMap((index) => {
    const floor = floors[index];
    const value = floor === undefined ? null : floorValue(floor, metric);
    return floor === undefined || value === null ? [] : [{ requests: floor.requests, value }];
  });
}
