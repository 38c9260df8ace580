import { expect } from 'chai';
import type { MetricId } from '../../../../harness/src/model/metrics/catalogue.js';
import type { TargetTrace } from '../../../../harness/src/model/trace.js';
import { blockSpans, chartSeries } from '../../../src/chart/chart-series.js';

const trace: TargetTrace = {
  target: 'a',
  floors: { atMs: [1_000, 3_000], requests: [0, 8], values: { fds: [31, 39] }, settled: [true, true] },
  samples: { fds: { atMs: [500, 2_000, 2_500], requests: [0, 8, 8], values: [30, 36, 40] } },
  sampleCount: 3,
  blocks: [{ endpoint: 'GET /', phase: 'scout', requests: 8, floorBefore: 0, floorAfter: 1 }],
};

describe('chart series', () => {
  it('has floors alone against requests, because verdicts stand on them alone', () => {
    expect(chartSeries(trace, 'fds', 'requests')).to.deep.equal({
      x: [0, 8],
      samples: [null, null],
      floors: [31, 39],
      floorIndexes: [0, 1],
    });
  });

  it('merges floors and samples in order of time, counted from the first floor', () => {
    expect(chartSeries(trace, 'fds', 'time')).to.deep.equal({
      x: [-0.5, 0, 1, 1.5, 2],
      samples: [30, null, 36, 40, null],
      floors: [null, 31, null, null, 39],
      floorIndexes: [null, 0, null, null, 1],
    });
    expect(blockSpans(trace, 'time')).to.deep.equal([{ from: 0, to: 2, endpoint: 'GET /', phase: 'scout' }]);
  });

  it('has one span for what was driven together, and that of nobody', () => {
    const [block] = trace.blocks;
    const both = block === undefined ? [] : [block, { ...block, endpoint: 'GET /b' }];
    const blocks = both.map((each) => ({ ...each, together: 2 }));
    expect(blockSpans({ ...trace, blocks }, 'requests')).to.deep.equal([
      { from: 0, to: 8, endpoint: null, phase: 'scout', together: 2 },
    ]);
    expect(blockSpans({ ...trace, blocks: blocks.slice(1) }, 'requests')).to.deep.equal([
      { from: 0, to: 8, endpoint: 'GET /b', phase: 'scout', together: 2 },
    ]);
  });

  it('is empty for a metric that was not read', () => {
    expect(chartSeries(trace, 'toString' as MetricId, 'requests').x).to.deep.equal([]);
    expect(chartSeries(trace, 'toString' as MetricId, 'time').x).to.deep.equal([]);
  });
});
