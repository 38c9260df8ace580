import { expect } from 'chai';
import { compareLoad, wilsonInterval } from '../../../../src/analysis/compare/compare-load.js';

const load = (sent: number, ok: number) => ({
  sent,
  ok,
  non2xx: sent - ok,
  errors: 0,
  timeouts: 0,
  requestsPerSecond: 100,
  latencyMs: { p50: 1, p95: 2, p99: 3 },
  byStatus: {},
  fromProxy: null,
});

describe('wilsonInterval', () => {
  it('gives the published 95 % intervals (Newcombe 1998, table I: 81/263, 0/20)', () => {
    const many = wilsonInterval(81, 263, 1.96);
    expect(many.low).to.be.closeTo(0.2553, 0.0001);
    expect(many.high).to.be.closeTo(0.3662, 0.0001);
    const none = wilsonInterval(0, 20, 1.96);
    expect(none.low).to.be.closeTo(0, 1e-9);
    expect(none.high).to.be.closeTo(0.1611, 0.0001);
  });

  it('knows nothing of nothing', () => {
    expect(wilsonInterval(0, 0)).to.deep.equal({ estimate: 0, low: 0, high: 1 });
  });
});

describe('compareLoad', () => {
  const failures = (before: readonly [number, number], after: readonly [number, number]) =>
    compareLoad(load(...before), load(...after))[0]?.comparison;

  it('judges failures beyond noise', () => {
    expect(failures([1_000, 1_000], [1_000, 900])).to.equal('worse');
    expect(failures([1_000, 900], [1_000, 1_000])).to.equal('better');
    expect(failures([5_000, 5_000], [5_000, 4_999])).to.equal('same');
    expect(failures([20, 20], [20, 19])).to.equal('unclear');
  });

  it('only shows latency and throughput', () => {
    const [, ...shown] = compareLoad(load(10, 10), load(10, 10));
    expect(shown.map(({ comparison }) => comparison)).to.deep.equal([null, null, null]);
  });
});
