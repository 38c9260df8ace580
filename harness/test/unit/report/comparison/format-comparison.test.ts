import { expect } from 'chai';
import { compareRuns } from '../../../../src/analysis/compare/compare-runs.js';
import { formatComparison } from '../../../../src/report/comparison/format-comparison.js';
import { createFakeOutput } from '../../../fixtures/report/fake-output.js';
import {
  connectionFinding,
  sampleEndpoint,
  sampleMetric,
  sampleTarget,
  sampleTwins,
} from '../../../fixtures/report/sample-result.js';

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
    expect(text).to.include('latency p50 1.2 ms → 1.2 ms (not judged)').and.include('speed does not decide');
    expect(text).to.not.include('usual peak');
    expect(text).to.include('The later run is worse (exit code 1)');
  });

  it('calls an accepted leak accepted', () => {
    const known = sampleEndpoint('GET /', { findings: [{ ...connectionFinding, ignored: 'known' }] });
    const before = { ...sampleTwins, targets: [sampleTarget('shop', { endpoints: [known] })] };
    const after = { ...sampleTwins, targets: [sampleTarget('shop', { endpoints: [sampleEndpoint('GET /')] })] };
    expect(formatComparison(compareRuns(before, before), createFakeOutput())).to.include('accepted both times');
    expect(formatComparison(compareRuns(before, after), createFakeOutput())).to.include('accepted before, clean now');
  });

  it('shows how many times as slow, and the usual peaks', () => {
    const { load } = sampleEndpoint('GET /');
    const runAt = (factor: number) => {
      const figure = (median: number) => ({ median, low: 0.9 * median, high: 1.1 * median });
      const byBlock = {
        blocks: 12,
        latencyP50Ms: figure(2 * factor),
        latencyP99Ms: null,
        requestsPerSecond: figure(4_000 / factor),
      };
      const peaks = [{ metric: 'pg.connections', ...figure(10 * factor) }] as const;
      const endpoints = [sampleEndpoint('GET /', { load: { ...load, byBlock, peaks } })];
      return { ...sampleTwins, targets: [sampleTarget('shop', { endpoints })] };
    };
    const text = formatComparison(compareRuns(runAt(1), runAt(4)), createFakeOutput());
    expect(text).to.include('latency p50 2.0 ms → 8.0 ms (worse, × 4.00 [3.');
    expect(text).to.include('requests/s 4,000 → 1,000 (worse, × 0.25 [0.');
    expect(text).to.include('usual peak under load: pg connections 10 → 40 (worse); peaks do not decide');
    expect(text, 'speed alone').to.include('no difference  shop: GET /').and.include('(exit code 0)');
  });

  it('shows the live heap at its peak in both runs, which does not decide', () => {
    const runWith = (liveHeapBytes: number, allocatedBytesPerRequest: number | null) => {
      const peak = {
        liveHeapBytes,
        liveHeapAtMostBytes: 1.2 * liveHeapBytes,
        allocatedBytesPerRequest,
        isShared: false,
      };
      return { ...sampleTwins, targets: [sampleTarget('shop', { endpoints: [sampleEndpoint('GET /', { peak })] })] };
    };
    const text = formatComparison(compareRuns(runWith(20e6, 9_000), runWith(60e6, 12_000)), createFakeOutput());
    expect(text).to.include(
      'live heap at peak 20.0 MB in one process, at most 24.0 MB → 60.0 MB in one process, at most 72.0 MB (worse), allocated 9.0 KB/request → 12.0 KB/request (not judged); peaks do not decide',
    );
    expect(text).to.include('no difference  shop: GET /').and.include('(exit code 0)');
    const unknown = formatComparison(compareRuns(runWith(20e6, null), runWith(60e6, 12_000)), createFakeOutput());
    expect(unknown).to.include('(worse); peaks do not decide').and.not.include('allocated');
  });

  it('says when there is nothing to compare, in plain characters where that is all there is', () => {
    const output = createFakeOutput({ unicode: false });
    const text = formatComparison(compareRuns(runOf(1, 'GET /\u001b[2Ja'), runOf(1, 'GET /b')), output);
    expect(text).to.include('no endpoint in common').and.include('only in the earlier run: shop: GET / [2Ja');
    expect(text).to.include('cannot be told (exit code 2)');
  });
});
