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
