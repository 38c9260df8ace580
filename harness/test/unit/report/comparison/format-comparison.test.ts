import { expect } from 'chai';
import { compareRuns } from '../../../../src/analysis/compare/compare-runs.js';
import { formatComparison } from '../../../../src/report/comparison/format-comparison.js';
import { createFakeOutput } from '../../../fixtures/report/fake-output.js';
import { sampleEndpoint, sampleMetric, sampleTarget, sampleTwins } from '../../../fixtures/report/sample-result.js';

const runOf = (rate: number, id = 'GET /') => ({
  ...sampleTwins,
  targets: [
    sampleTarget('shop', {
      endpoints: [sampleEndpoint(id, { metrics: [sampleMetric('pg.connections', 'leaking', [rate, rate, rate])] })],
    }),
  ],
});

describe('the text of a comparison', () => {
  it('shows what changed, with its interval, and the exit code', () => {
    const text = formatComparison(compareRuns(runOf(1), runOf(2)), createFakeOutput());
    expect(text).to.include('worse  shop: GET /');
    expect(text).to.include('+1.00 [1.00, 1.00] → +2.00 pg connections/request [2.00, 2.00]');
    expect(text).to.include('difference +1.00 [1.00, 1.00]');
    expect(text).to.include('latency and throughput are shown, not judged');
    expect(text).to.include('The later run is worse (exit code 1)');
  });

  it('says when there is nothing to compare, in plain characters where that is all there is', () => {
    const output = createFakeOutput({ unicode: false });
    const text = formatComparison(compareRuns(runOf(1, 'GET /\u001b[2Ja'), runOf(1, 'GET /b')), output);
    expect(text).to.include('no endpoint in common').and.include('only in the earlier run: shop: GET / [2Ja');
    expect(text).to.include('cannot be told (exit code 2)');
  });
});
