import { expect } from 'chai';
import { endpointBlocks } from '../../../../src/analysis/endpoint-blocks.js';
import { judgeLastWitness } from '../../../../src/analysis/judge/judge-last-witness.js';
import type { JudgingContext, MetricJudgement } from '../../../../src/analysis/judge/metric-judgement.js';
import { entriesByMetric, type MetricReadings } from '../../../../src/model/metrics/catalogue.js';
import { type LiteralBlock, literalRecording } from '../../../support/literal-recording.js';

const goingOn: JudgingContext = { tolerance: 1_024, isHeadroomSpent: false, hasFreshInput: false, isOver: false };
const requests = 2_000;

/** Judges blocks of 2,000 requests, each of which grows every metric by so many bytes per request. */
function judge(
  perRequest: readonly MetricReadings[],
  context: Partial<JudgingContext> = {},
  first: MetricReadings = { rssBytes: 7e7, heapUsedBytes: 2e7, externalBytes: 2e6 },
): MetricJudgement {
  let floor = first;
  const blocks = perRequest.map((growth): LiteralBlock => {
    floor = Object.fromEntries(
      entriesByMetric(floor).map(([metric, value]) => [metric, value + requests * (growth[metric] ?? 0)]),
    );
    return { endpoint: 'GET /', requests, floor };
  });
  const driven = endpointBlocks(literalRecording(first, blocks), 'GET /');
  return judgeLastWitness('rssBytes', driven, { ...goingOn, ...context });
}

const steady = (perRequest: MetricReadings, blocks = 12): readonly MetricReadings[] =>
  Array.from({ length: blocks }, () => perRequest);

describe('judgeLastWitness of resident memory', () => {
  it('accuses growth that heap and buffers do not explain', () => {
    const judgement = judge(steady({ rssBytes: 8_000 }));
    expect(judgement).to.deep.include({ metric: 'rssBytes', verdict: 'leaking', needsMore: false });
    expect(judgement.perRequest?.estimate).to.equal(8_000);
  });

  it('takes off what heap and external memory explain', () => {
    const partly = judge(steady({ rssBytes: 8_000, heapUsedBytes: 2_000, externalBytes: 1_000 }));
    expect(partly.perRequest?.estimate).to.equal(5_000);
    expect(judge(steady({ rssBytes: 8_000, heapUsedBytes: 5_000, externalBytes: 3_000 })).verdict).to.equal('clean');
  });

  it('does not take a shrinking heap for growth beside it', () => {
    const judgement = judge(steady({ heapUsedBytes: -8_000 }), {}, { rssBytes: 7e8, heapUsedBytes: 5e8 });
    expect(judgement).to.deep.include({ verdict: 'clean', growth: 0 });
  });

  it('lets be what an allocator may keep for itself, and looks on while there is time', () => {
    // 2,000 B × 24,000 requests are 48 MB, which is less than 48 MiB; 2,200 B are more.
    const judgement = judge(steady({ rssBytes: 2_000 }));
    expect(judgement).to.deep.include({ verdict: 'inconclusive', needsMore: true });
    expect(judgement.reason).to.contain('allocator');
    expect(judge(steady({ rssBytes: 2_000 }), { isOver: true }).needsMore).to.equal(false);
    expect(judge(steady({ rssBytes: 2_200 })).verdict).to.equal('leaking');
  });

  it('looks on for growth that comes in lumps and goes on, though its noise is wide', () => {
    const lumpy = [5_900, 3_700, 1_500, 3_900, 9_600, 2_500, 1_500, 4_400].map((rssBytes) => ({ rssBytes }));
    const judgement = judge(lumpy);
    expect(judgement.perRequest?.low).to.be.below(0);
    expect(judgement).to.deep.include({ verdict: 'inconclusive', needsMore: true });
    expect(judge(lumpy, { isOver: true }).needsMore).to.equal(false);
  });

  it('does not look on for growth below the tolerance, or that may be none', () => {
    expect(judge(steady({ rssBytes: 500 }))).to.deep.include({ verdict: 'clean', needsMore: false });
    const noisy = Array.from({ length: 12 }, (_, index) => ({ rssBytes: index % 2 === 0 ? 10_000 : -5_000 }));
    expect(judge(noisy)).to.deep.include({ verdict: 'inconclusive', needsMore: false });
    expect(judge(noisy).perRequest?.estimate).to.be.above(1_024);
    // Surely above zero, and perhaps above the tolerance, but not by the estimate.
    const creeping = Array.from({ length: 12 }, (_, index) => ({ rssBytes: index % 2 === 0 ? 1_400 : 600 }));
    expect(judge(creeping)).to.deep.include({ verdict: 'inconclusive', needsMore: false });
    expect(judge(creeping).perRequest?.low).to.be.above(0);
  });

  it('says nothing where resident memory could not be read', () => {
    expect(judge(steady({ heapUsedBytes: 9 }), {}, { heapUsedBytes: 2e7 })).to.deep.include({
      verdict: 'inconclusive',
      perRequest: null,
      needsMore: false,
    });
  });
});
