import { median } from './median.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Line {
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

const distance = (values: readonly number[], expected: (index: number) => number): number =>
  values.reduce((sum, value, index) => sum + Math.abs(value - expected(index)), 0);

const fromMedian = (values: readonly number[]): number => {
  const middle = median(values);
  return distance(values, () => middle);
};

/**
 * Whether one step describes the points as well as a line does. Another program that begins to work on the machine makes a
 * step, and so does a database that changes its plan. What is walked at each request makes a line.
 */
export function isStep(points: readonly Point[]): boolean {
  const values = points.map(({ y }) => y);
  const { slope, intercept } = theilSenLine(points);
  const fromLine = distance(values, (index) => intercept + slope * (points[index]?.x ?? 0));
  const fromSteps = values.slice(1).map((_, index) => {
    return fromMedian(values.slice(0, index + 1)) + fromMedian(values.slice(index + 1));
  });
  return Math.min(...fromSteps) <= fromLine;
}
