import { median } from '../statistics/median.js';
import { type Point, theilSenLine } from '../statistics/theil-sen.js';

const distance = (values: readonly number[], expected: (index: number) => number): number =>
  values.reduce((sum, value, index) => sum + Math.abs(value - expected(index)), 0);

const fromMedian = (values: readonly number[]): number => {
  const middle = median(values);
  return distance(values, () => middle);
};

/**
 * Whether one step describes the points as well as a line does. A neighbour that begins to work on the machine, or a
 * database that changes its plan, makes a step; what is walked at each request makes a line.
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
