import { expect } from 'chai';
import { compareLoad, wilsonInterval } from '../../../../src/analysis/compare/compare-load.js';
import type { BlockFigure, EndpointLoad } from '../../../../src/model/endpoint-load.js';

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

  const withBlocks = (latencyP50Ms: BlockFigure, requestsPerSecond: BlockFigure, p99: BlockFigure | null = null) => ({
    ...load(1_000, 1_000),
    byBlock: { blocks: 20, latencyP50Ms, latencyP99Ms: p99, requestsPerSecond },
  });
  const about = (median: number, share = 0.05): BlockFigure => ({
    median,
    low: median / (1 + share),
    high: median * (1 + share),
  });
  const speed = (before: EndpointLoad, after: EndpointLoad) =>
    compareLoad(before, after)
      .slice(1)
      .map(({ comparison }) => comparison);

  it('judges speed by the middle block, beyond what differs between two runs', () => {
    const usual = withBlocks(about(2), about(4_000), about(9));
    expect(speed(usual, withBlocks(about(6), about(1_200), about(30)))).to.deep.equal(['worse', 'worse', 'worse']);
    expect(speed(withBlocks(about(6), about(1_200), about(30)), usual)).to.deep.equal(['better', 'better', 'better']);
    expect(speed(usual, withBlocks(about(2.6), about(3_100), about(6)))).to.deep.equal(['same', 'same', 'same']);
    expect(speed(usual, withBlocks(about(4), about(2_000), about(18)))).to.deep.equal([
      'unclear',
      'unclear',
      'unclear',
    ]);
  });

  it('cannot tell where blocks differ as much as runs', () => {
    const restless = withBlocks(about(6, 2), about(1_200, 2), about(30, 2));
    expect(speed(withBlocks(about(2), about(4_000), about(9)), restless)).to.deep.equal([
      'unclear',
      'unclear',
      'unclear',
    ]);
  });

  it('gives the ratio with its interval, and the middle blocks it comes from', () => {
    const [, p50] = compareLoad(withBlocks(about(2, 0.5), about(1)), withBlocks(about(8, 0.5), about(1)));
    expect(p50).to.deep.include({ figure: 'latencyP50Ms', before: 2, after: 8, decides: false });
    // Two equal errors on a logarithmic scale add as squares: 1.5 to the power of √2.
    expect(p50?.ratio?.estimate).to.be.closeTo(4, 1e-9);
    expect(p50?.ratio?.low).to.be.closeTo(4 / 1.5 ** Math.SQRT2, 1e-9);
    expect(p50?.ratio?.high).to.be.closeTo(4 * 1.5 ** Math.SQRT2, 1e-9);
  });

  it('only shows speed whose noise one of the runs does not know', () => {
    const known = withBlocks(about(2), about(4_000), about(9));
    for (const unknown of [
      load(10, 10),
      { ...load(10, 10), byBlock: null },
      withBlocks(about(0), about(0), about(0)),
    ]) {
      expect(speed(known, unknown)).to.deep.equal([null, null, null]);
      expect(speed(unknown, known)).to.deep.equal([null, null, null]);
      expect(compareLoad(unknown, known)[1]).to.deep.include({ after: 1, ratio: null });
    }
    expect(speed(known, withBlocks(about(2), about(4_000)))).to.deep.equal(['same', null, 'same']);
  });
});
