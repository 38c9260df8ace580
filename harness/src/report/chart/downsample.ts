/** A line to draw: `x` never falls; a value that was not read is null. */
export interface Points {
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
}

/** More points than this on one chart cannot be told apart and only cost time. */
const maxDrawnPoints = 2_000;

/**
 * At most about `limit` points for drawing. Each bucket keeps its lowest and its highest value in their order, so that
 * no peak is lost; first and last point stay.
 */
export function downsample(points: Points, limit = maxDrawnPoints): Points {
  const count = points.x.length;
  if (count <= limit) return points;
  const buckets = Math.max(1, Math.floor((limit - 2) / 2));
  const kept = [0];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = 1 + Math.floor((bucket * (count - 2)) / buckets);
    const to = 1 + Math.floor(((bucket + 1) * (count - 2)) / buckets);
    kept.push(...extremesOf(points.y, from, to));
  }
  kept.push(count - 1);
  return pick(points, kept);
}

function extremesOf(values: Points['y'], from: number, to: number): readonly number[] {
  let lowest = -1;
  let highest = -1;
  for (let index = from; index < to; index++) {
    const value = values[index] ?? null;
    if (value === null) continue;
    if (lowest < 0 || value < (values[lowest] ?? value)) lowest = index;
    if (highest < 0 || value > (values[highest] ?? value)) highest = index;
  }
  if (lowest < 0) return [];
  return lowest === highest ? [lowest] : [Math.min(lowest, highest), Math.max(lowest, highest)];
}

function pick({ x, y }: Points, indexes: readonly number[]): Points {
  return { x: indexes.map((index) => x[index] ?? 0), y: indexes.map((index) => y[index] ?? null) };
}
