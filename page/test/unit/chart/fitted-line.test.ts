import { expect } from 'chai';
import type { MetricResult } from '../../../../harness/src/model/result.js';
import type { TargetTrace, TraceBlock } from '../../../../harness/src/model/trace.js';
import { sampleEndpoint, sampleMetric, sampleTarget } from '../../../../harness/test/fixtures/report/sample-result.js';
import { endpointTrace } from '../../../src/chart/endpoint-trace.js';
import { fitOfEndpoint, fitOfTarget } from '../../../src/chart/fitted-line.js';

const block = (endpoint: string, requests: number, floorBefore: number): TraceBlock => ({
  endpoint,
  phase: 'measure',
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

/** A is asked for the same once more between its two blocks, and 2 grow meanwhile. */
const repeating: TargetTrace = {
  ...trace,
  blocks: [block('A', 2, 0), { ...block('A', 2, 1), keys: 'repeated' }, block('A', 4, 2), block('B', 4, 3)],
  floors: { ...trace.floors, values: { fds: [30, 32, 34, 38, 38] } },
};

/** First A and B together, then A alone: together 6 grow, alone 4. */
const mixed: TargetTrace = {
  ...trace,
  floors: {
    atMs: [0, 10, 20, 30],
    requests: [0, 3, 6, 10],
    values: {
      fds: [30, 33, 36, 40],
      heapUsedBytes: [900, 1_900, 1_500, 9_000],
      'heap.applicationBytes': [100, 130, 160, 200],
    },
    settled: [true, true, true, true],
  },
  blocks: [
    { ...block('A', 1, 0), together: 2 },
    { ...block('B', 2, 0), together: 2 },
    { ...block('A', 2, 1), together: 2 },
    { ...block('B', 1, 1), together: 2 },
    block('A', 4, 2),
  ],
};

describe('endpointTrace of what was driven together', () => {
  it('leaves it out where the endpoint was alone, too', () => {
    const { floors, belongsTo, leftOut } = endpointTrace(mixed, 'A', 'fds');
    expect({ belongsTo, leftOut }).to.deep.equal({ belongsTo: 'endpoint', leftOut: 3 });
    expect([floors.requests, floors.values.fds]).to.deep.equal([
      [0, 4],
      [0, 4],
    ]);
  });

  it('shows all that grew, as that of the group, where the endpoint never was alone', () => {
    const { floors, belongsTo, leftOut, blocks } = endpointTrace(mixed, 'B', 'fds');
    expect({ belongsTo, leftOut }).to.deep.equal({ belongsTo: 'group', leftOut: 0 });
    expect([floors.requests, floors.values.fds]).to.deep.equal([
      [0, 2, 3],
      [0, 3, 6],
    ]);
    expect(blocks.map(({ together }) => together)).to.deep.equal([2, 2]);
  });

  it('takes of the heap what the application keeps, as verdicts do', () => {
    const { floors, isWithoutCode } = endpointTrace(mixed, 'A', 'heapUsedBytes');
    expect([floors.values.heapUsedBytes, isWithoutCode]).to.deep.equal([[0, 40], true]);
    expect(endpointTrace(mixed, 'A', 'fds').isWithoutCode).to.equal(false);
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

  it('of a target adds up at one floor what was driven together', () => {
    const target = sampleTarget('a', {
      endpoints: [sampleEndpoint('A', { metrics: [rated(1, 0)] }), sampleEndpoint('B', { metrics: [rated(1, 0)] })],
    });
    const fit = fitOfTarget(mixed, target, 'fds');
    expect([fit?.x, fit?.estimate]).to.deep.equal([
      [0, 3, 6, 10],
      [30, 33, 36, 40],
    ]);
  });

  it('of a target counts only requests alone before it begins', () => {
    const target = sampleTarget('a', {
      endpoints: [sampleEndpoint('A', { metrics: [rated(1, 2)] }), sampleEndpoint('B', { metrics: [rated(0, 0)] })],
    });
    expect(fitOfTarget({ ...mixed, blocks: mixed.blocks.slice(0, 4) }, target, 'fds')).to.equal(null);
  });

  it('of a target goes as the floors do over repeated inputs, of which no rate is known', () => {
    const target = sampleTarget('a', {
      endpoints: [sampleEndpoint('A', { metrics: [rated(1, 2)] }), sampleEndpoint('B', { metrics: [rated(0, 0)] })],
    });
    expect(fitOfTarget(repeating, target, 'fds')?.estimate).to.deep.equal([32, 34, 38, 38]);
    expect(endpointTrace(repeating, 'A', 'fds').floors).to.deep.include({
      requests: [0, 2, 6],
      values: { fds: [0, 2, 6] },
    });
  });

  it('of a target is missing where one endpoint has no rate', () => {
    const target = sampleTarget('a', { endpoints: [sampleEndpoint('A', { metrics: [rated(1, 0)] })] });
    expect(fitOfTarget(trace, target, 'fds')).to.equal(null);
  });
});
