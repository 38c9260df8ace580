import { expect } from 'chai';
import type { MetricResult } from '../../../../src/model/result.js';
import type { TargetTrace, TraceBlock } from '../../../../src/model/trace.js';
import { endpointTrace } from '../../../../src/report/chart/endpoint-trace.js';
import { fitOfEndpoint, fitOfTarget } from '../../../../src/report/chart/fitted-line.js';
import { sampleEndpoint, sampleMetric, sampleTarget } from '../../../fixtures/report/sample-result.js';

const block = (endpoint: string, requests: number, floorBefore: number): TraceBlock => ({
  endpoint,
  phase: 'measure',
  stage: 1,
  requests,
  floorBefore,
  floorAfter: floorBefore + 1,
});

/** A and B by turns: A adds 1 a request, B nothing. */
const trace: TargetTrace = {
  target: 'a',
  floors: {
    atMs: [0, 10, 20, 30, 40],
    requests: [0, 2, 4, 8, 12],
    values: { fds: [30, 32, 32, 36, 36], 'pool.total': [null, null, 1, 1, 1] },
    settled: [true, true, false, true, true],
  },
  samples: {},
  sampleCount: 0,
  blocks: [block('A', 2, 0), block('B', 2, 1), block('A', 4, 2), block('B', 4, 3)],
};

const rated = (estimate: number, fromRequests: number): MetricResult => ({
  ...sampleMetric('fds', 'leaking', [estimate, estimate - 0.5, estimate + 0.5]),
  estimatedOver: { fromRequests, toRequests: 6, startGrowth: fromRequests },
});

describe('endpointTrace', () => {
  it('counts the requests and the growth of one endpoint alone', () => {
    const { floors, blocks } = endpointTrace(trace, 'A', 'fds');
    expect(floors).to.deep.equal({
      atMs: [0, 10, 30],
      requests: [0, 2, 6],
      values: { fds: [0, 2, 6] },
      settled: [true, true, true],
    });
    expect(blocks.map(({ floorBefore, floorAfter }) => [floorBefore, floorAfter])).to.deep.equal([
      [0, 1],
      [1, 2],
    ]);
    expect(endpointTrace(trace, 'B', 'fds').floors.values.fds).to.deep.equal([0, 0, 0]);
  });

  it('begins where the metric was first read, and is empty where it never was', () => {
    expect(endpointTrace(trace, 'A', 'pool.total').floors.requests).to.deep.equal([0, 4]);
    expect(endpointTrace(trace, 'A', 'threads').floors.requests).to.deep.equal([]);
  });
});

describe('fitted line', () => {
  it('of an endpoint lies where its rate was estimated, beside the tolerance', () => {
    expect(fitOfEndpoint(rated(1, 2))).to.deep.equal({
      x: [2, 6],
      estimate: [2, 6],
      low: [2, 4],
      high: [2, 8],
      tolerance: [2, 2.004],
    });
  });

  it('is missing where there is no rate, as in results of older versions', () => {
    expect(fitOfEndpoint(sampleMetric('fds', 'clean', [0, 0, 0]))).to.equal(null);
    expect(fitOfEndpoint({ ...rated(1, 2), perRequest: null })).to.equal(null);
  });

  it('of a target follows its blocks from where every endpoint has a rate', () => {
    const target = sampleTarget('a', {
      endpoints: [sampleEndpoint('A', { metrics: [rated(1, 2)] }), sampleEndpoint('B', { metrics: [rated(0, 0)] })],
    });
    expect(fitOfTarget(trace, target, 'fds')).to.deep.equal({
      x: [2, 4, 8, 12],
      estimate: [32, 32, 36, 36],
      low: [32, 31, 33, 31],
      high: [32, 33, 39, 41],
      tolerance: null,
    });
  });

  it('of a target is missing where one endpoint has no rate', () => {
    const target = sampleTarget('a', { endpoints: [sampleEndpoint('A', { metrics: [rated(1, 0)] })] });
    expect(fitOfTarget(trace, target, 'fds')).to.equal(null);
  });
});
