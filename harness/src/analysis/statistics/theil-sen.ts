import { median } from './median.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/** The line with the median slope of all pairs (Theil 1950; Sen 1968): up to 29 % of the points may be anywhere. */
export function theilSenLine(points: readonly Point[]): Line {
  const slopes = points.flatMap((to, index) =>
    points.slice(0, index).flatMap((from) => (to.x === from.x ? [] : [(to.y - from.y) / (to.x - from.x)])),
  );
  const slope = median(slopes);
  return { slope, intercept: median(points.map(({ x, y }) => y - slope * x)) };
}
