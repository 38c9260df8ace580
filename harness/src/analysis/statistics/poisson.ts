import { asNormal, studentTQuantile } from './student-t.js';

/** P(X ≤ count) for a Poisson variable, summed in logarithms so that large means do not underflow. */
export function poissonCdf(count: number, mean: number): number {
  if (count < 0) return 0;
  if (mean <= 0) return 1;
  let logTerm = -mean;
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= count; k++) {
    logTerm += Math.log(mean / k);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}

/** Finds the mean at which the decreasing function `probability(mean)` meets `target`. */
function solveMean(probability: (mean: number) => number, target: number, startHigh: number): number {
  let low = 0;
  let high = startHigh;
  while (probability(high) > target) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-10 * high; i++) {
    const middle = (low + high) / 2;
    if (probability(middle) > target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Above this count the exact sum is slow and the cube-root approximation is good to four digits. */
const exactUpTo = 1000;

/** Wilson–Hilferty: the chi-square quantile by a cube-root normal approximation. */
function wilsonHilferty(count: number, z: number): number {
  return count * (1 - 1 / (9 * count) + z / (3 * Math.sqrt(count))) ** 3;
}

interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Exact intervals are slow, and every endpoint asks for those of a few small counts. */
const knownIntervals = new Map<string, Interval>();

function exactInterval(count: number, tail: number): Interval {
  const key = `${count} ${tail}`;
  const known = knownIntervals.get(key);
  if (known !== undefined) return known;
  const high = solveMean((mean) => poissonCdf(count, mean), tail, count + 10);
  const low = count === 0 ? 0 : solveMean((mean) => poissonCdf(count - 1, mean), 1 - tail, count + 10);
  if (Number.isInteger(count)) knownIntervals.set(key, { low, high });
  return { low, high };
}

/**
 * Exact two-sided interval of a Poisson mean after `count` events (Garwood 1936). With zero events its upper end is
 * −ln(α/2), the "rule of three" at 95 %.
 */
export function poissonInterval(count: number, confidence: number): Interval {
  const tail = (1 - confidence) / 2;
  if (count > exactUpTo) {
    const z = studentTQuantile(1 - tail, asNormal);
    return { low: wilsonHilferty(count, -z), high: wilsonHilferty(count + 1, z) };
  }
  return exactInterval(count, tail);
}

/** A two-sided interval of this confidence has 5 % beyond its upper end. */
const oneSided95 = 0.9;

/**
 * The largest mean that `count` events leave plausible, one-sided at 95 %, for a look at a moment that nobody chose,
 * such as the end of the time. With no event it is the rule of three, −ln 0.05. Where one looks again and again,
 * `mostEventsAtAnyTime` is needed.
 */
export const mostEvents = (count: number): number => poissonInterval(count, oneSided95).high;
