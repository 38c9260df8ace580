import { expect } from 'chai';
import type { MetricBlock } from '../../../../src/analysis/endpoint-blocks.js';
import { judgeBytes } from '../../../../src/analysis/judge/judge-bytes.js';
import { judgeCount } from '../../../../src/analysis/judge/judge-count.js';
import { judgeTarget } from '../../../../src/analysis/judge/judge-target.js';
import type { JudgingContext, MetricJudgement } from '../../../../src/analysis/judge/metric-judgement.js';
import { mostEventsAtAnyTime } from '../../../../src/analysis/statistics/anytime-bound.js';
import { mostEvents } from '../../../../src/analysis/statistics/poisson.js';
import { createSeededRandom } from '../../../../src/analysis/statistics/seeded-random.js';
import { coarsestBound } from '../../../../src/analysis/tolerances.js';
import type { AnalysisSettings } from '../../../../src/model/analysis-settings.js';
import { type LiteralBlock, literalRecording } from '../../../support/literal-recording.js';
import { randomWalkNoise } from '../../../support/noise.js';
import { defaultSettings } from '../../../support/synthetic-recording.js';

const lenient: AnalysisSettings = { ...defaultSettings, strict: false };
const timeIsUp = { isHeadroomSpent: false, hasFreshInput: false, isOver: true } as const;
const ofCount: JudgingContext = { ...timeIsUp, tolerance: 0.001, coarsest: 0.01 };
const ofBytes: JudgingContext = { ...timeIsUp, tolerance: 32, coarsest: 160 };

const block = (requests: number, growth: number, phase: MetricBlock['phase'] = 'measure'): MetricBlock => ({
  requests,
  growth,
  phase,
  connections: phase === 'scout' ? 1 : 8,
});
const scouts = (growth = 0): MetricBlock[] =>
  [1, 2, 4, 8].map((requests, index) => block(requests, index === 0 ? growth : 0, 'scout'));
const repeated = (times: number, each: MetricBlock): MetricBlock[] => Array.from({ length: times }, () => each);

describe('the bound that a count has reached when time is up', () => {
  const judge = (blocks: readonly MetricBlock[], context = ofCount): MetricJudgement =>
    judgeCount('fds', blocks, context);

  it('is that of all requests, sequential ones included, where it grew in no block', () => {
    // 15 of scouting and 285 over eight connections.
    const { verdict, bound, perRequest, reason } = judge([...scouts(), ...repeated(3, block(95, 0))]);
    expect(verdict).to.equal('clean');
    expect(bound).to.deep.equal({ perRequest: mostEvents(0) / 300, requests: 300, isFull: false });
    expect(perRequest).to.deep.equal({ estimate: 0, low: 0, high: bound?.perRequest });
    expect(reason).to.equal('No growth in 300 requests; a leak rarer than 1 in 100 requests is not excluded.');
  });

  it('is that of the requests at full concurrency where something grew before', () => {
    const pooled = [...scouts(1), block(16, 7)];
    expect(judge([...pooled, ...repeated(3, block(100, 0))]).bound).to.deep.include({ requests: 300 });
    expect(judge([...pooled, ...repeated(3, block(95, 0))]).verdict).to.equal('inconclusive');
  });

  it('is none below 300 requests, and the reason says how far they reach', () => {
    const { verdict, reason, bound } = judge([...scouts(), ...repeated(3, block(94, 0))]);
    expect(verdict).to.equal('inconclusive');
    expect(reason).to.equal(
      'Did not grow, but 297 requests are too few: a leak rarer than 1 in 99 requests is not excluded.',
    );
    expect(bound).to.equal(undefined);
  });

  it('is none for what grew faster than the tolerance', () => {
    const { verdict, reason } = judge([...scouts(), ...repeated(9, block(100, 0)), block(100, 1)]);
    expect(verdict).to.equal('inconclusive');
    expect(reason).to.contain('Grew by 1');
  });

  it('is further off for what grew, but by less than the tolerance', () => {
    const { verdict, reason, bound } = judge([...scouts(), block(64, 7), ...repeated(4, block(550, 0)), block(550, 2)]);
    expect(verdict).to.equal('clean');
    expect(bound).to.deep.equal({ perRequest: mostEvents(2) / 2_750, requests: 2_750, isFull: false });
    expect(reason).to.equal('Grew by 2 in 2750 requests; a leak rarer than 1 in 436 requests is not excluded.');
  });

  it('is there for what came and went', () => {
    expect(judge([...scouts(), block(64, 0), ...repeated(2, block(200, 3)), block(200, -6)]).verdict).to.equal('clean');
  });

  it('gives way to the full proof', () => {
    const { bound } = judge([...scouts(), ...repeated(5, block(1_000, 0))]);
    expect(bound).to.deep.equal({ perRequest: mostEventsAtAnyTime(0) / 4_000, requests: 4_000, isFull: true });
  });

  it('counts for nothing while time is left, or where the full proof is wanted', () => {
    const { coarsest: _none, ...demanding } = ofCount;
    const { verdict, reason } = judge([...scouts(), ...repeated(9, block(200, 0))], demanding);
    expect(verdict).to.equal('inconclusive');
    expect(reason).to.contain('1600 requests are too few to exclude 0.001 per request');
  });
});

describe('the bound that memory has reached when time is up', () => {
  const judge = (blocks: readonly MetricBlock[], context = ofBytes): MetricJudgement =>
    judgeBytes('heapUsedBytes', blocks, context);
  /** Blocks of 100 requests that grow by this much per request, and err by turns. */
  const wavering = (perRequest: number, error: number, count = 12): MetricBlock[] =>
    Array.from({ length: count }, (_, index) => block(100, 100 * perRequest + (index % 2 === 0 ? error : -error)));

  it('is the upper end of its interval', () => {
    const { verdict, bound, perRequest, reason } = judge(wavering(5, 5_000));
    expect(verdict).to.equal('clean');
    expect(bound).to.deep.equal({ perRequest: perRequest?.high, requests: 1_200, isFull: false });
    expect(bound?.perRequest).to.be.within(32, 160);
    expect(reason).to.match(
      /^Grows less than \d+ B per request, as far as 1200 requests tell; the tolerance is 32 B\.$/,
    );
  });

  it('is none above five tolerances, nor below 300 requests', () => {
    expect(judge(wavering(5, 30_000)).reason).to.contain('noise');
    expect(judge(wavering(5, 500, 12).map((each) => ({ ...each, requests: 24 }))).verdict).to.equal('inconclusive');
  });

  it('is none for what seems to grow faster than the tolerance', () => {
    expect(judge(wavering(40, 5_000)).verdict).to.equal('inconclusive');
  });

  it('is none for growth that fades', () => {
    const fading = [
      ...repeated(3, block(100, 90_000)),
      ...repeated(4, block(100, 40_000)),
      ...repeated(8, block(100, 9_000)),
    ];
    expect(judge(fading).verdict).to.equal('inconclusive');
  });

  it('stands on a t interval of fewer blocks, down to three after the first', () => {
    const few = [block(100, 400_000), block(200, 1_000), block(200, 1_200), block(200, 1_100)];
    const { verdict, bound } = judge(few);
    expect({ verdict, isFull: bound?.isFull }).to.deep.equal({ verdict: 'clean', isFull: false });
    expect(judge(few.slice(0, 3)).reason).to.contain('too few to judge');
    // A leak of 1 KB shows in three blocks as well as in thirty.
    expect(judge(few.map((each) => ({ ...each, growth: 1_024 * each.requests }))).verdict).to.equal('inconclusive');
  });

  it('clears no leak of 1 KB, and few of 96 B, whatever the noise', () => {
    const clearedOf = (perRequest: number, deviation: number): number => {
      const seeds = Array.from({ length: 100 }, (_, index) => index + 1);
      return seeds.filter((seed) => {
        const next = randomWalkNoise(deviation)(createSeededRandom(seed));
        let last = next();
        const blocks = Array.from({ length: 12 }, () => {
          const error = next();
          const growth = 100 * perRequest + error - last;
          last = error;
          return block(100, growth);
        });
        return judge(blocks).verdict === 'clean';
      }).length;
    };
    for (const deviation of [1_000, 5_000, 9_000, 16_000]) {
      expect(clearedOf(1_024, deviation), `1 KB, ${deviation}`).to.equal(0);
      expect(clearedOf(96, deviation), `96 B, ${deviation}`).to.be.at.most(8);
    }
  });
});

describe('coarsestBound', () => {
  it('is one in a hundred for counts, and five tolerances for memory', () => {
    expect(coarsestBound('fds', lenient)).to.deep.equal({ coarsest: 0.01 });
    expect(coarsestBound('handles.Timeout', lenient)).to.deep.equal({ coarsest: 0.01 });
    expect(coarsestBound('heapUsedBytes', lenient)).to.deep.equal({ coarsest: 160 });
    expect(coarsestBound('externalBytes', lenient)).to.deep.equal({ coarsest: 320 });
  });

  it('is not for resident memory, nor for a tolerance that the user gave, nor with strict', () => {
    expect(coarsestBound('rssBytes', lenient)).to.deep.equal({});
    expect(coarsestBound('fds', { ...lenient, tolerances: { fds: 0.001 } })).to.deep.equal({});
    expect(coarsestBound('handles.Timeout', { ...lenient, tolerances: { handles: 0.001 } })).to.deep.equal({});
    expect(coarsestBound('fds', { ...lenient, strict: true })).to.deep.equal({});
  });

  it('is not for recordings that know nothing of it', () => {
    expect(coarsestBound('fds', defaultSettings)).to.deep.equal({});
  });
});

describe('judgeTarget, when time is up', () => {
  const driven = (count: number, fds = 20): LiteralBlock[] =>
    Array.from({ length: count }, () => ({ endpoint: 'GET /', requests: 100, floor: { fds } }));
  const verdictOf = (
    blocks: readonly LiteralBlock[],
    {
      settings = lenient,
      isOver = true,
      first = 20,
    }: { settings?: AnalysisSettings; isOver?: boolean; first?: number } = {},
  ) => judgeTarget(literalRecording({ fds: first }, blocks), settings, isOver)[0];

  it('calls clean what did not grow, unless the full proof is wanted', () => {
    expect(verdictOf(driven(5))).to.deep.include({ verdict: 'clean', doubt: '' });
    expect(verdictOf(driven(5), { isOver: false })?.verdict).to.equal('inconclusive');
    expect(verdictOf(driven(5), { settings: { ...lenient, strict: true } })?.verdict).to.equal('inconclusive');
    expect(verdictOf(driven(5), { settings: defaultSettings })?.verdict).to.equal('inconclusive');
    const demanding = { ...lenient, tolerances: { fds: 0.001 } };
    expect(verdictOf(driven(5), { settings: demanding })?.verdict).to.equal('inconclusive');
  });

  it('calls nothing clean short of the proof where the target failed', () => {
    const end = { type: 'target-end', target: 'literal', atMs: 9, reason: 'failed', failure: null } as const;
    const recording = { ...literalRecording({ fds: 20 }, driven(5)), end };
    expect(judgeTarget(recording, lenient, true)[0]?.verdict).to.equal('inconclusive');
  });

  it('clears what grew under load once all of it is back', () => {
    const held: LiteralBlock[] = [1, 2, 4].map((scale) => ({
      endpoint: 'GET /',
      requests: 100 * scale,
      floor: { fds: 20 + 20 * (2 * scale - 1) },
    }));
    const idle = (fds: number): LiteralBlock => ({ endpoint: null, requests: 0, floor: { fds } });
    const [metric] = verdictOf([...held, idle(20)])?.metrics ?? [];
    expect(metric).to.deep.include({ verdict: 'clean' });
    expect(metric?.bound).to.deep.equal({ perRequest: mostEvents(0) / 700, requests: 700, isFull: false });
    expect(metric?.reason).to.contain('100 % came back').and.to.contain('1 in 233 requests');
    expect(verdictOf([...held, idle(23)])?.verdict).to.equal('inconclusive');
    expect(verdictOf([...held, idle(20)], { settings: defaultSettings })?.verdict).to.equal('inconclusive');
  });
});
