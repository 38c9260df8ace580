import type { GrowthBlock, GrowthRate } from './growth-rate.js';
import { studentTQuantile } from './student-t.js';

interface Point {
  /** Requests so far. */
  readonly x: number;
  /** Level reached, relative to the first floor. */
  readonly y: number;
}

function levelsOf(blocks: readonly GrowthBlock[]): readonly Point[] {
  let x = 0;
  let y = 0;
  const levels = blocks.map(({ requests, growth }) => {
    x += requests;
    y += growth;
    return { x, y };
  });
  return [{ x: 0, y: 0 }, ...levels];
}

interface Fit {
  readonly intercept: number;
  readonly slope: number;
  readonly standardError: number;
}

/** Row of the regression after the first-order dependence ρ is taken out of it (Prais and Winsten 1954). */
interface Row {
  readonly constant: number;
  readonly x: number;
  readonly y: number;
}

function whiten(points: readonly Point[], rho: number): readonly Row[] {
  const first = Math.sqrt(1 - rho * rho);
  return points.map(({ x, y }, index) => {
    const before = points[index - 1];
    if (before === undefined) return { constant: first, x: first * x, y: first * y };
    return { constant: 1 - rho, x: x - rho * before.x, y: y - rho * before.y };
  });
}

/** Least squares of y on a constant and x. */
function leastSquares(rows: readonly Row[]): Fit {
  const sum = (value: (row: Row) => number): number => rows.reduce((total, row) => total + value(row), 0);
  const cc = sum((row) => row.constant ** 2);
  const cx = sum((row) => row.constant * row.x);
  const xx = sum((row) => row.x ** 2);
  const cy = sum((row) => row.constant * row.y);
  const xy = sum((row) => row.x * row.y);
  const determinant = cc * xx - cx * cx;
  const slope = (cc * xy - cx * cy) / determinant;
  const intercept = (xx * cy - cx * xy) / determinant;
  const residual = sum((row) => (row.y - intercept * row.constant - slope * row.x) ** 2);
  return { intercept, slope, standardError: Math.sqrt(((residual / (rows.length - 2)) * cc) / determinant) };
}

/**
 * How much the noise of each floor depends on that of the one before. It is taken from the residuals of a plain fit and
 * then assumed larger than it looks: least squares bends towards the noise and so understates it (by about (2 + 4ρ) ÷ n
 * for a fitted line), and an estimate has an error of its own. Two standard errors are added. Where it reaches
 * `highestRho`, the noise is a random walk.
 */
function cautiousRho(points: readonly Point[], { intercept, slope }: Fit): number {
  const residuals = points.map(({ x, y }) => y - intercept - slope * x);
  const products = residuals.slice(1).reduce((sum, residual, index) => sum + residual * (residuals[index] ?? 0), 0);
  const squares = residuals.reduce((sum, residual) => sum + residual ** 2, 0);
  if (squares === 0) return 0;
  const seen = Math.max(0, products / squares);
  const bias = (2 + 4 * seen) / points.length;
  const error = Math.sqrt((1 - seen * seen) / points.length);
  return seen + bias + 2 * error;
}

/** From here on levels tell no more about the slope than differences do. */
const highestRho = 0.7;

/** With fewer floors than this too little is known of how their noise depends on itself. */
const fewestPoints = 40;

/**
 * Growth per request from the floors' levels, for noise that returns to a level (a cache of bounded age, pools, garbage
 * that is collected a little later). It is many times more precise there than differences.
 *
 * @returns null when there are too few floors, or the noise wanders so much that only differences are safe.
 */
export function levelSlope(blocks: readonly GrowthBlock[], confidence: number): GrowthRate | null {
  const points = levelsOf(blocks);
  if (points.length < fewestPoints) return null;
  const rho = cautiousRho(points, leastSquares(whiten(points, 0)));
  if (rho >= highestRho) return null;
  const { intercept, slope: estimate, standardError } = leastSquares(whiten(points, rho));
  const degreesOfFreedom = points.length - 3;
  const halfWidth = studentTQuantile(1 - (1 - confidence) / 2, degreesOfFreedom) * standardError;
  return {
    estimate,
    low: estimate - halfWidth,
    high: estimate + halfWidth,
    standardError,
    degreesOfFreedom,
    intercept,
  };
}
