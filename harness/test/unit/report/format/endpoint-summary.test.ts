import { expect } from 'chai';
import type { EndpointResult, Finding } from '../../../../src/model/result.js';
import { summarizeEndpoint } from '../../../../src/report/format/endpoint-summary.js';
import { connectionFinding, sampleEndpoint, sampleMetric } from '../../../fixtures/report/sample-result.js';

describe('the number that names an undecided endpoint', () => {
  const metrics = [
    sampleMetric('fds', 'inconclusive', [0, 0, 0.01], 'Too few requests.'),
    sampleMetric('heapUsedBytes', 'inconclusive', [800, 790, 810], 'Nobody can know.'),
  ];
  const headlineWith = (named: Pick<EndpointResult, 'undecided'>, advice = ''): string =>
    summarizeEndpoint(sampleEndpoint('GET /', { verdict: 'inconclusive', metrics, advice, ...named })).headline;

  const heap = '+800 B heap/request [790 B, 810 B]: Nobody can know.';

  it('is that of the metric which the result names, unless another grew and that one did not', () => {
    expect(headlineWith({ undecided: 'heapUsedBytes' })).to.equal(heap);
    expect(headlineWith({ undecided: 'heapUsedBytes' }, 'fds: Too few requests.')).to.equal(heap);
    expect(headlineWith({ undecided: 'fds' }, 'heapUsedBytes: Nobody can know.')).to.equal(heap);
  });

  it('is none where no metric is open', () => {
    const idle = { verdict: 'inconclusive', metrics: metrics.slice(0, 1), undecided: null } as const;
    expect(summarizeEndpoint(sampleEndpoint('GET /', idle)).headline).to.equal('could not be decided');
  });

  it('is that of the metric that grew in results that name none', () => {
    expect(headlineWith({}, 'heapUsedBytes: Nobody can know.')).to.equal(heap);
  });
});

describe('the number that names a leaking endpoint', () => {
  const idle = sampleMetric('pg.connections', 'clean', [0, 0, 0.001]);
  const heap = sampleMetric('heapUsedBytes', 'leaking', [88, 74, 102]);
  const { metric, unit } = heap;
  const heapFinding = { ...connectionFinding, metric, unit, perRequest: { estimate: 88, low: 74, high: 102 } };
  const grows = '+88 B heap/request [74 B, 102 B]';
  const summaryOf = (findings: readonly Finding[]) =>
    summarizeEndpoint(sampleEndpoint('GET /', { verdict: 'leaking', metrics: [idle, heap], findings }));

  it('is that of the finding, whatever stands before its metric', () => {
    expect(summaryOf([heapFinding])).to.deep.equal({ headline: grows, metric: heap, finding: heapFinding });
  });

  it('lies above nothing where any finding does', () => {
    const perhaps = { ...connectionFinding, perRequest: { estimate: 1, low: -1, high: 3 } };
    expect(summaryOf([perhaps, heapFinding])).to.deep.include({ headline: grows, finding: heapFinding });
  });

  it('is never an accepted one', () => {
    const accepted = { ...connectionFinding, ignored: 'known' };
    expect(summaryOf([accepted, heapFinding])).to.deep.include({ headline: grows, finding: heapFinding });
    expect(summaryOf([accepted])).to.deep.equal({ headline: grows, metric: heap, finding: null });
  });
});

describe('the number that names a clean endpoint', () => {
  const bound = { perRequest: 3 / 1_864, requests: 1_864, isFull: false };
  const count = { ...sampleMetric('fds', 'clean', [0, 0, bound.perRequest]), bound };
  const memory = { perRequest: 45, requests: 1_864, isFull: false };
  const heap = { ...sampleMetric('heapUsedBytes', 'clean', [5, -35, 45]), bound: memory };
  const full = { ...sampleMetric('heapUsedBytes', 'clean', [3.2, -5, 11.6]), bound: { ...memory, isFull: true } };
  const noGrowth = 'no growth in 1,864 requests; a leak rarer than 1 in 621 is not excluded';
  const grows = 'heap grows less than 45 B/request in 1,864 requests (tolerance 32 B)';

  it('is the bound that was reached, where that is short of the full proof', () => {
    const both = sampleEndpoint('GET /', { metrics: [count, heap], bound: { metric: 'fds', ...bound } });
    expect(summarizeEndpoint(both)).to.deep.equal({ headline: `${noGrowth}; ${grows}`, metric: count, finding: null });
    const alone = sampleEndpoint('GET /', { metrics: [count, full], bound: { metric: 'fds', ...bound } });
    expect(summarizeEndpoint(alone).headline).to.equal(noGrowth);
    const ofHeap = sampleEndpoint('GET /', { metrics: [heap], bound: { metric: 'heapUsedBytes', ...memory } });
    expect(summarizeEndpoint(ofHeap)).to.deep.include({ headline: grows, metric: heap });
  });

  it('is the rate of the heap with the full proof, as ever', () => {
    const proven = sampleEndpoint('GET /', { metrics: [full], bound: { metric: 'heapUsedBytes', ...full.bound } });
    const { headline } = summarizeEndpoint(sampleEndpoint('GET /', { metrics: [full] }));
    expect(headline).to.equal('heap grows less than 12 B/request (tolerance 32 B)');
    expect(summarizeEndpoint(proven).headline).to.equal(headline);
  });
});
