import { studentTUpperTail } from '../../harness/src/analysis/statistics/student-t.js';
import type { Unit } from '../../harness/src/model/metrics/metric-definition.js';

/** One floor as a rule written by hand sees it. */
export interface Point {
  readonly requests: number;
  readonly value: number;
}

/** Whether a rule would call the points a leak. */
export type NaiveRule = (points: readonly Point[], unit: Unit) => boolean;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

interface Line {
  readonly slope: number;
  readonly rSquared: number;
}

/** Ordinary least squares through the points. */
function fitLine(points: readonly Point[]): Line {
  const meanX = mean(points.map(({ requests }) => requests));
  const meanY = mean(points.map(({ value }) => value));
  const sum = (term: (x: number, y: number) => number): number =>
    points.reduce((total, { requests, value }) => total + term(requests - meanX, value - meanY), 0);
  const xx = sum((x) => x * x);
  const yy = sum((_, y) => y * y);
  const xy = sum((x, y) => x * y);
  return { slope: xx === 0 ? 0 : xy / xx, rSquared: xx === 0 || yy === 0 ? 0 : xy ** 2 / (xx * yy) };
}

function slopeIsSignificant(points: readonly Point[]): boolean {
  const { slope, rSquared } = fitLine(points);
  const freedom = points.length - 2;
  if (slope <= 0 || freedom < 1) return false;
  return 2 * studentTUpperTail(Math.sqrt((rSquared * freedom) / (1 - rSquared)), freedom) < 0.05;
}

/** Mann (1945), Kendall (1975), with the normal approximation and no correction for ties. */
function trendIsMonotonic(points: readonly Point[]): boolean {
  const n = points.length;
  let score = 0;
  for (const [index, { value }] of points.entries()) {
    for (const later of points.slice(index + 1)) score += Math.sign(later.value - value);
  }
  return n >= 4 && (score - 1) / Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18) > 1.959964;
}

function grewFiveTimesInARow(points: readonly Point[]): boolean {
  let inARow = 0;
  for (const [index, { value }] of points.entries()) {
    const previous = points[index - 1];
    inARow = previous !== undefined && value > previous.value ? inARow + 1 : 0;
    if (inARow === 5) return true;
  }
  return false;
}

function isFarAboveStart(points: readonly Point[], most: number): boolean {
  const [first, last] = [points[0], points.at(-1)];
  return first !== undefined && last !== undefined && last.value - first.value > most;
}

/** What `last − first` lets pass, as tests in the wild do. */
const mostAboveStart: Readonly<Record<Unit, number>> = { bytes: 1_000_000, count: 10 };

/** The rules that people write by hand. */
export const naiveRules = {
  'OLS p < .05': slopeIsSignificant,
  'Mann–Kendall': trendIsMonotonic,
  'last − first': (points, unit) => isFarAboveStart(points, mostAboveStart[unit]),
  'R² ≥ .8': (points) => {
    const { slope, rSquared } = fitLine(points);
    return slope > 0 && rSquared >= 0.8;
  },
  'five growths': grewFiveTimesInARow,
} as const satisfies Record<string, NaiveRule>;

export type NaiveRuleName = keyof typeof naiveRules;
export const naiveRuleNames = Object.keys(naiveRules) as readonly NaiveRuleName[];
