import type { TargetTrace } from '../../../harness/src/model/trace.js';
import { floorPositions, type XAxis } from './chart-series.js';

/** Translates between a chart's horizontal axis and the time of the run, so that charts with other axes can follow. */
export interface AxisClock {
  toMs(x: number): number;
  toX(atMs: number): number;
}

/** Between two floors requests are taken to be sent at an even pace. */
export function axisClock(trace: TargetTrace, axis: XAxis): AxisClock {
  const x = floorPositions(trace, axis);
  const { atMs } = trace.floors;
  return {
    toMs: (position) => interpolate(x, atMs, position),
    toX: (ms) => interpolate(atMs, x, ms),
  };
}

/** The value of a line given by points of rising x; beyond its ends it goes on as between its outermost points. */
function interpolate(x: readonly number[], y: readonly number[], at: number): number {
  let low = 0;
  let high = x.length - 1;
  if (high < 1) return y[0] ?? 0;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  const [fromX = 0, toX = 0, fromY = 0, toY = 0] = [x[low], x[high], y[low], y[high]];
  return toX === fromX ? toY : fromY + ((at - fromX) / (toX - fromX)) * (toY - fromY);
}
