import { expect } from 'chai';
import { compareRuns } from '../../../../src/analysis/compare/compare-runs.js';
import type { EndpointResult } from '../../../../src/model/result.js';
import {
  cleanMetrics,
  connectionFinding,
  sampleEndpoint,
  sampleMetric,
  sampleTarget,
  sampleTwins,
} from '../../../fixtures/report/sample-result.js';

const runOf = (...endpoints: readonly EndpointResult[]) => ({
  ...sampleTwins,
  targets: [sampleTarget('shop', { endpoints })],
});
const clean = sampleEndpoint('GET /');
const leakingAt = (rate: number, spread = 0): EndpointResult =>
  sampleEndpoint('GET /', {
    verdict: 'leaking',
    metrics: [
      sampleMetric('pg.connections', 'leaking', [rate, rate - spread, rate + spread]),
      ...cleanMetrics.slice(1),
    ],
    findings: [connectionFinding],
  });
const heapAt = (verdict: 'clean' | 'leaking', estimate: number): EndpointResult =>
  sampleEndpoint('GET /', {
    verdict,
    metrics: [sampleMetric('heapUsedBytes', verdict, [estimate, estimate - 6, estimate + 6])],
    findings: verdict === 'clean' ? [] : [{ ...connectionFinding, metric: 'heapUsedBytes', alsoCosts: [] }],
  });
const undecided = sampleEndpoint('GET /', { verdict: 'inconclusive' });
const failing = sampleEndpoint('GET /', { load: { ...clean.load, ok: 6_000, non2xx: 6_288 } });

describe('compareRuns', () => {
  const cases: readonly (readonly [string, EndpointResult, EndpointResult, string, number])[] = [
    ['two clean runs', clean, clean, 'same', 0],
    ['the same leak', leakingAt(1), leakingAt(1), 'same', 0],
    ['a new leak', clean, leakingAt(1), 'worse', 1],
    ['a leak that is gone', leakingAt(1), clean, 'better', 0],
    ['a leak that grew', leakingAt(1), leakingAt(2), 'worse', 1],
    ['a leak whose noise hides the difference', leakingAt(1, 0.5), leakingAt(1.2, 0.5), 'unclear', 2],
    ['a leak just above the tolerance that was just below it', heapAt('clean', 20), heapAt('leaking', 45), 'worse', 1],
    ['a run that could not decide', clean, undecided, 'unclear', 2],
    ['a clean run after one that could not decide', undecided, clean, 'same', 0],
    ['requests that fail now', clean, failing, 'worse', 1],
  ];

  for (const [what, before, after, comparison, exitCode] of cases) {
    it(`calls ${what} ${comparison}`, () => {
      expect(compareRuns(runOf(before), runOf(after))).to.deep.include({ comparison, exitCode });
    });
  }

  it('lets neither side costs nor resident memory decide', () => {
    const { metrics = [] } = compareRuns(runOf(leakingAt(1)), runOf(leakingAt(1))).endpoints[0] ?? {};
    const deciding = metrics.filter(({ decides }) => decides).map(({ metric }) => metric);
    expect(deciding).to.include('pg.connections').and.not.include.members(['fds', 'heapUsedBytes', 'rssBytes']);
  });

  it('names endpoints that only one run has, and cannot tell where nothing is in common', () => {
    const other = sampleEndpoint('GET /other');
    expect(compareRuns(runOf(clean), runOf(other))).to.deep.include({
      comparison: 'unclear',
      exitCode: 2,
      onlyBefore: ['shop: GET /'],
      onlyAfter: ['shop: GET /other'],
    });
    expect(compareRuns(runOf(clean), runOf(clean, other)).exitCode).to.equal(0);
    const leaking = { ...leakingAt(1), id: 'GET /other' };
    expect(compareRuns(runOf(clean), runOf(clean, leaking)).exitCode).to.equal(2);
  });

  it('takes the only targets for each other, and several by name', () => {
    const renamed = { ...sampleTwins, targets: [sampleTarget('renamed', { endpoints: [clean] })] };
    expect(compareRuns(runOf(clean), renamed).endpoints).to.have.length(1);
    expect(compareRuns(sampleTwins, renamed).endpoints).to.have.length(0);
    expect(compareRuns(sampleTwins, sampleTwins).endpoints.length).to.be.greaterThan(2);
  });
});
