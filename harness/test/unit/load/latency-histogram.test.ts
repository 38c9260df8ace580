import { expect } from 'chai';
import { createLatencyHistogram } from '../../../src/load/latency-histogram.js';

describe('load/latency-histogram', () => {
  it('is zero while empty', () => {
    const histogram = createLatencyHistogram();
    expect([histogram.quantileMs(0.5), histogram.quantileMs(0.99), histogram.maxMs()]).to.deep.equal([0, 0, 0]);
  });

  it('finds quantiles within its resolution of about one percent', () => {
    const histogram = createLatencyHistogram();
    for (let ms = 1; ms <= 1000; ms += 1) histogram.record(ms);
    expect(histogram.quantileMs(0.5)).to.be.closeTo(500, 6);
    expect(histogram.quantileMs(0.95)).to.be.closeTo(950, 11);
    expect(histogram.quantileMs(0.99)).to.be.closeTo(990, 11);
    expect(histogram.maxMs()).to.equal(1000);
  });

  it('never says more than the largest value seen', () => {
    const histogram = createLatencyHistogram();
    histogram.record(0.123);
    expect(histogram.quantileMs(0.99)).to.equal(0.123);
  });

  it('takes latencies outside its range', () => {
    const histogram = createLatencyHistogram();
    histogram.record(0);
    histogram.record(10_000_000);
    expect(histogram.quantileMs(0.5)).to.be.below(0.002);
    expect(histogram.maxMs()).to.equal(10_000_000);
  });
});
