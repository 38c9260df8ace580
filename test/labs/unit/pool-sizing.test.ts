import { expect } from 'chai';
import { advisedConnections, meanInUse, timeWeightedMean } from '../../../labs/pool/sizing/littles-law.js';
import { poissonArrivals } from '../../../labs/pool/sizing/poisson-arrivals.js';
import { quantile } from '../../../labs/pool/sizing/quantile.js';

describe('the size of a pool', () => {
  it('is by Little’s law: throughput times time held', () => {
    expect(meanInUse(200, 25)).to.equal(5);
    expect(meanInUse(0, 25)).to.equal(0);
  });

  it('has two standard deviations of room above the mean in use, and is at least one', () => {
    expect(advisedConnections(4)).to.equal(8);
    expect(advisedConnections(100)).to.equal(120);
    expect(advisedConnections(0)).to.equal(1);
  });

  it('averages over time, not over samples', () => {
    const samples = [
      { atMs: 0, value: 10 },
      { atMs: 90, value: 0 },
      { atMs: 100, value: 0 },
    ];
    expect(timeWeightedMean(samples)).to.equal(9);
    expect(timeWeightedMean(samples.slice(0, 1))).to.equal(0);
  });

  it('agrees with a simulation of a pool in which nobody waits', () => {
    const heldMs = 40;
    const arrivals = poissonArrivals(100, 100_000, 7);
    const turns = arrivals
      .flatMap((atMs) => [
        { atMs, change: 1 },
        { atMs: atMs + heldMs, change: -1 },
      ])
      .sort((a, b) => a.atMs - b.atMs);
    let inUse = 0;
    const samples = turns.map(({ atMs, change }) => {
      inUse += change;
      return { atMs, value: inUse };
    });
    const expected = meanInUse(arrivals.length / 100, heldMs);
    expect(timeWeightedMean(samples)).to.be.closeTo(expected, expected * 0.01);
    const beyond = samples.filter(({ value }) => value > advisedConnections(expected)).length;
    expect(beyond / samples.length).to.be.below(0.05);
  });

  it('is tried with arrivals that are the same for the same seed, at the wanted rate and in order', () => {
    const arrivals = poissonArrivals(150, 60_000, 3);
    expect(arrivals).to.deep.equal(poissonArrivals(150, 60_000, 3));
    expect(arrivals).to.not.deep.equal(poissonArrivals(150, 60_000, 4));
    expect(arrivals.length).to.be.within(8_600, 9_400);
    expect(arrivals).to.deep.equal([...arrivals].sort((a, b) => a - b));
  });

  it('is judged by quantiles that are values that occurred', () => {
    expect(quantile([5, 1, 3], 0.5)).to.equal(3);
    expect(quantile([5, 1, 3], 0.95)).to.equal(5);
    expect(quantile([], 0.5)).to.be.NaN;
  });
});
