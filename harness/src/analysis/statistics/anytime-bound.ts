import { falseVerdict } from './anytime-rate.js';
import { poissonCdf } from './poisson.js';

/**
 * Rate parameter of the mixing distribution. Events are looked for at a share r of the bounded rate, 0 ≤ r ≤ 1, with
 * weights in proportion to e^(−10 r): most weight lies on "nearly none". Higher clears earlier where nothing happened
 * (at 3.09 for 30, at 3.28 for 10) and later where something did (with one event at 6.81 for 30, at 6.27 for 10).
 */
const concentration = 10;

/**
 * Above this count factorials are taken from Stirling's series, and the tail counts as 1; near the bound that is wrong
 * by less than 10⁻⁶.
 */
const exactUpTo = 1000;

function logFactorial(count: number): number {
  if (count > exactUpTo) return count * Math.log(count) - count + Math.log(2 * Math.PI * count) / 2 + 1 / (12 * count);
  let sum = 0;
  for (let k = 2; k <= count; k++) sum += Math.log(k);
  return sum;
}

const tailAbove = (count: number, mean: number): number => (count > exactUpTo ? 1 : 1 - poissonCdf(count, mean));

/**
 * Logarithm of the evidence that events are rarer than expected: the likelihood of a share r of the expected rate over
 * the likelihood of the whole, averaged over r. Where events are as frequent as expected, or more, it starts at 0 and its
 * exponential is a supermartingale, so that by Ville's inequality it ever reaches 1 ÷ α with a chance of α at most.
 *
 * @param count events so far.
 * @param expected events at the rate in question, above 0.
 */
export function logEvidenceOfFewer(count: number, expected: number): number {
  const mean = expected + concentration;
  const mixed = logFactorial(count) + Math.log(tailAbove(count, mean)) - (count + 1) * Math.log(mean);
  return expected + mixed + Math.log(concentration) - Math.log(1 - Math.exp(-concentration));
}

/**
 * The largest mean that `count` events leave plausible, one-sided at 95 %, **at whatever moment one looks**: of all rates
 * that there are, at most one in twenty ever falls out of its bound, even when one looks after every request and stops
 * when it suits. 3.28 with no event; a bound for a single look (Garwood) would be 3.00.
 *
 * Source: gamma-Poisson mixture, truncated to rates below the bound (Howard, Ramdas, McAuliffe, Sekhon 2021, Time-uniform,
 * nonparametric, nonasymptotic confidence sequences, Annals of Statistics 49(2), section 3.2; Ville 1939).
 *
 * @param count a whole number, 0 or more, of events that come one at a time.
 */
export function mostEventsAtAnyTime(count: number): number {
  const threshold = -Math.log(falseVerdict);
  let low = count;
  let high = count + 10;
  while (logEvidenceOfFewer(count, high) < threshold) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-10 * high; i++) {
    const middle = (low + high) / 2;
    if (logEvidenceOfFewer(count, middle) < threshold) low = middle;
    else high = middle;
  }
  return high;
}
