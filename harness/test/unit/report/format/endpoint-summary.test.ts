import { expect } from 'chai';
import { summarizeEndpoint } from '../../../../src/report/format/endpoint-summary.js';
import { sampleEndpoint, sampleMetric } from '../../../fixtures/report/sample-result.js';

describe('the number that names an undecided endpoint', () => {
  const metrics = [
    sampleMetric('fds', 'inconclusive', [0, 0, 0.01], 'Too few requests.'),
    sampleMetric('heapUsedBytes', 'inconclusive', [800, 790, 810], 'Nobody can know.'),
  ];
  const headlineWith = (advice: string): string =>
    summarizeEndpoint(sampleEndpoint('GET /', { verdict: 'inconclusive', metrics, advice })).headline;

  it('is that of the metric which the advice is about', () => {
    expect(headlineWith('heapUsedBytes: Nobody can know. Run another Node.js.')).to.equal(
      '+800 B heap/request [790 B, 810 B]: Nobody can know.',
    );
  });

  it('is that of the first open metric otherwise', () => {
    expect(headlineWith('The target failed before this was decided.')).to.equal('Too few requests.');
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
