import { expect } from 'chai';
import { endpointBlocks } from '../../../../src/analysis/endpoint-blocks.js';
import { judgeAtRest } from '../../../../src/analysis/judge/judge-at-rest.js';
import type { MetricJudgement } from '../../../../src/analysis/judge/metric-judgement.js';
import type { MetricId } from '../../../../src/model/metrics/catalogue.js';
import { literalRecording } from '../../../support/literal-recording.js';

const context = { tolerance: 0.001, isHeadroomSpent: false, hasFreshInput: false, isOver: false };

/** Judges blocks of 64 requests whose floors show these levels of the metric, the first before any request. */
function judgeLevels(metric: MetricId, levels: readonly number[], settled = true): MetricJudgement | null {
  const [first = 0, ...after] = levels;
  const blocks = after.map((level) => ({ endpoint: 'GET /', requests: 64, floor: { [metric]: level }, settled }));
  return judgeAtRest(metric, endpointBlocks(literalRecording({ [metric]: first }, blocks), 'GET /'), context);
}

describe('judgeAtRest', () => {
  it('accuses sessions left idle in transaction, although the pool stops their growth', () => {
    const judgement = judgeLevels('pg.idleInTransaction', [0, 8, 8, 8, 8, 8]);
    expect(judgement).to.deep.include({ verdict: 'leaking', growth: 8 });
    expect(judgement?.perRequest?.estimate).to.equal(8 / 64);
    expect(judgement?.reason).to.equal('8 stay at rest, where there must be none.');
  });

  it('accuses pool clients that stay checked out, but not the one that an app may keep on purpose', () => {
    expect(judgeLevels('pool.checkedOut', [0, 3, 3, 3, 3, 3])?.verdict).to.equal('leaking');
    expect(judgeLevels('pool.checkedOut', [0, 1, 1, 1, 1, 1])).to.equal(null);
  });

  it('lets be what was there before the first request', () => {
    expect(judgeLevels('pg.idleInTransaction', [2, 2, 2, 2, 2, 2])).to.equal(null);
  });

  it('gives the rate at which it was lost until something bounded it, and what is certain of it', () => {
    const { perRequest, reason, needsMore } = judgeLevels('pool.checkedOut', [0, 8, 10, 10, 10, 10]) ?? {};
    expect(perRequest?.estimate).to.equal(10 / 128);
    // Garwood, 99 %: at least 3.72 for ten events of 128 requests, at most 18.58 for the eight of the first 64.
    expect(perRequest?.low).to.be.closeTo(3.717 / 128, 1e-5);
    expect(perRequest?.high).to.be.closeTo(18.578 / 64, 1e-4);
    expect(reason).to.equal('8 stay at rest, where there must be at most 1.');
    expect(needsMore).to.equal(false);
  });

  it('counts the requests that lost nothing, too: one in 200 is no quarter per request', () => {
    const blocks = Array.from({ length: 50 }, (_, index) => ({
      endpoint: 'GET /',
      requests: 40,
      floor: { 'pool.checkedOut': Math.min(8, Math.floor((40 * (index + 1)) / 200)) },
    }));
    const floored = endpointBlocks(literalRecording({ 'pool.checkedOut': 0 }, blocks), 'GET /');
    const judgement = judgeAtRest('pool.checkedOut', floored, context);
    expect(judgement?.perRequest?.estimate).to.equal(8 / 1_600);
    expect(judgement?.perRequest?.low).to.be.within(0.001, 0.002);
    expect(judgement?.perRequest?.high).to.be.within(0.01, 0.02);
    // The 400 requests after the pool was full say nothing of the rate.
    expect(judgement?.estimatedOver).to.deep.equal({ fromRequests: 0, toRequests: 1_600, startGrowth: 0 });
  });

  it('leaves open that one request lost all, where all was lost within one block', () => {
    const rate = judgeLevels('pg.idleInTransaction', [0, 8, 8, 8, 8, 8])?.perRequest;
    expect(rate?.low).to.be.within(0.03, 8 / 64);
    expect(rate?.high).to.equal(8);
  });

  it('gives an interval with its estimate inside, and above nothing, however it was lost', () => {
    for (const levels of [
      [0, 2, 2, 2, 2, 2, 2],
      [0, 9, 6, 7, 7, 7, 7],
      [0, 0, 0, 12, 12, 12, 12, 12],
      [0, 64, 128, 192, 256, 320],
      [3, 0, 0, 5, 5, 5, 5, 5],
    ]) {
      const { estimate = 0, low = 0, high = 0 } = judgeLevels('pool.checkedOut', levels)?.perRequest ?? {};
      expect(low, String(levels)).to.be.above(0);
      expect(estimate, String(levels)).to.be.within(low, high);
    }
  });

  it('counts from the first floor that has a reading', () => {
    const blocks = [3, 4, 4, 4, 4, 4].map((level) => ({
      endpoint: 'GET /',
      requests: 8,
      floor: { 'pool.checkedOut': level },
    }));
    const judgement = judgeAtRest('pool.checkedOut', endpointBlocks(literalRecording({}, blocks), 'GET /'), context);
    expect(judgement).to.equal(null);
  });

  it('needs five floors, and looks at the newest only', () => {
    expect(judgeLevels('pg.idleInTransaction', [0, 8, 8, 8, 8])).to.equal(null);
    expect(judgeLevels('pg.idleInTransaction', [0, 0, 8, 8, 8, 8, 8])?.verdict).to.equal('leaking');
  });

  it('lets be what came back even once, and what never settled', () => {
    expect(judgeLevels('pg.idleInTransaction', [0, 8, 8, 0, 8, 8])).to.equal(null);
    expect(judgeLevels('pg.idleInTransaction', [0, 8, 8, 8, 8, 8], false)).to.equal(null);
  });

  it('says nothing of metrics that may hold a level', () => {
    expect(judgeLevels('pg.connections', [0, 10, 10, 10, 10, 10])).to.equal(null);
  });
});
