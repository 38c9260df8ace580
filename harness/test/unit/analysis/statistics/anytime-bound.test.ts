import { expect } from 'chai';
import { logEvidenceOfFewer, mostEventsAtAnyTime } from '../../../../src/analysis/statistics/anytime-bound.js';
import { poissonInterval } from '../../../../src/analysis/statistics/poisson.js';
import { createSeededRandom } from '../../../../src/analysis/statistics/seeded-random.js';

/** The mixture by Simpson's rule: likelihood ratios of the shares r of the expected rate, weighted by e^(−10 r). */
function mixtureByQuadrature(count: number, expected: number): number {
  const steps = 4_000;
  const integrate = (value: (r: number) => number): number => {
    let sum = 0;
    for (let i = 0; i <= steps; i++) sum += value(i / steps) * (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2);
    return sum / (3 * steps);
  };
  const weights = integrate((r) => Math.exp(-10 * r));
  return integrate((r) => r ** count * Math.exp((1 - r) * expected - 10 * r)) / weights;
}

describe('logEvidenceOfFewer', () => {
  it('is the mixture of likelihood ratios that it says', () => {
    for (const [count, expected] of [
      [0, 0.5],
      [0, 3.2],
      [1, 2],
      [1, 6.3],
      [4, 3],
      [20, 40],
      [60, 100],
    ] as const) {
      const mixed = Math.log(mixtureByQuadrature(count, expected));
      expect(logEvidenceOfFewer(count, expected), `${count} of ${expected}`).to.be.closeTo(mixed, 1e-6);
    }
  });

  it('begins with no evidence', () => {
    expect(logEvidenceOfFewer(0, 1e-12)).to.be.closeTo(0, 1e-9);
  });
});

describe('mostEventsAtAnyTime', () => {
  it('solves e^m · 10 ÷ (m + 10) = 20 where nothing happened', () => {
    const most = mostEventsAtAnyTime(0);
    const tails = (1 - Math.exp(-(most + 10))) / (1 - Math.exp(-10));
    expect((Math.exp(most) * 10 * tails) / (most + 10)).to.be.closeTo(20, 1e-6);
    expect(most).to.be.closeTo(3.27931, 1e-5);
  });

  it('agrees with SciPy where something happened', () => {
    // Roots of m + gammaln(k + 1) + poisson.logsf(k, m + 10) − (k + 1) log(m + 10) + log(10) − log(1 − e^−10) = log(20).
    for (const [count, most] of [
      [1, 6.271994],
      [2, 8.801816],
      [10, 24.557589],
      [500, 613.359329],
      [1000, 1162.673013],
      [1001, 1163.757636],
      [5000, 5375.054877],
    ] as const) {
      expect(mostEventsAtAnyTime(count), `${count} events`).to.be.closeTo(most, 1e-5);
    }
  });

  it('asks for more than a bound for a single look, and for more with each event', () => {
    for (let count = 0; count < 50; count++) {
      const most = mostEventsAtAnyTime(count);
      expect(most).to.be.above(poissonInterval(count, 0.9).high);
      expect(mostEventsAtAnyTime(count + 1)).to.be.above(most + 1);
    }
  });

  it('is ever passed by at most one rate in twenty, however often one looks', () => {
    const random = createSeededRandom(20_26);
    const bounds = Array.from({ length: 120 }, (_, count) => mostEventsAtAnyTime(count));
    const singleLook = Array.from({ length: 120 }, (_, count) => poissonInterval(count, 0.9).high);
    // Between two events a bound is passed just before the later one, if at all: these are all moments that matter.
    const isEverPassed = (times: readonly number[], most: readonly number[]): boolean =>
      times.some((time, count) => time > (most[count] ?? Number.POSITIVE_INFINITY));
    const runs = 2_000;
    let passed = 0;
    let passedSingle = 0;
    for (let run = 0; run < runs; run++) {
      let time = 0;
      const times = bounds.map(() => {
        time -= Math.log(1 - random());
        return time;
      });
      if (isEverPassed(times, bounds)) passed++;
      if (isEverPassed(times, singleLook)) passedSingle++;
    }
    // 5 % at most: 100 of 2,000, and 131 once in a thousand studies. The bound for one look fails by far.
    expect(passed).to.be.below(131);
    expect(passedSingle).to.be.above(300);
  });
});
