import { expect } from 'chai';
import type { EndpointResult } from '../../../../src/model/result.js';
import { adviceBeside } from '../../../../src/report/format/endpoint-summary.js';
import { sampleEndpoint, sampleMetric } from '../../../fixtures/report/sample-result.js';

const fds = sampleMetric('fds', 'inconclusive', [0, 0, 1], 'Too few requests.');
const undecided = (advice: string): EndpointResult =>
  sampleEndpoint('GET /', { verdict: 'inconclusive', metrics: [fds], undecided: 'fds', advice });

describe('report/format/adviceBeside', () => {
  it('leaves out the reason that the headline has', () => {
    expect(adviceBeside(undecided('fds: Too few requests. Raise budget.seconds (now 60).'))).to.equal(
      'Raise budget.seconds (now 60).',
    );
  });

  it('keeps what the headline does not say', () => {
    const advice = '3 of 4 requests failed (no detail), so the endpoint was not really exercised. Look.';
    expect(adviceBeside(undecided(advice))).to.equal(advice);
  });
});
