import { expect } from 'chai';
import { endpointBlocks } from '../../../../src/analysis/endpoint-blocks.js';
import { judgeLastWitness } from '../../../../src/analysis/judge/judge-last-witness.js';
import type { JudgingContext, MetricJudgement } from '../../../../src/analysis/judge/metric-judgement.js';
import { literalRecording } from '../../../support/literal-recording.js';

const requests = 2_000;

/** Judges 12 blocks of 2,000 requests, each of which adds so many bytes of code per request. */
function judge(perRequest: number, isOver = false): MetricJudgement {
  const context: JudgingContext = { tolerance: 256, isHeadroomSpent: false, hasFreshInput: false, isOver };
  const floors = Array.from({ length: 12 }, (_, index) => ({
    endpoint: 'GET /',
    requests,
    floor: { 'heap.codeBytes': 7e6 + (index + 1) * requests * perRequest },
  }));
  const blocks = endpointBlocks(literalRecording({ 'heap.codeBytes': 7e6 }, floors), 'GET /');
  return judgeLastWitness('heap.codeBytes', blocks, context);
}

describe('judgeLastWitness of code', () => {
  it('accuses code that grows on, beyond what a program takes to warm up', () => {
    expect(judge(700)).to.deep.include({ metric: 'heap.codeBytes', verdict: 'leaking', needsMore: false });
  });

  it('decides nothing short of that, and looks on while there is time', () => {
    // 300 B × 24,000 requests are 7.2 MB.
    expect(judge(300)).to.deep.include({ verdict: 'inconclusive', needsMore: true });
    expect(judge(300).reason).to.contain('optimised');
    expect(judge(300, true).needsMore).to.equal(false);
  });

  it('takes 8 MiB for what a program takes to warm up', () => {
    // Of 24,000 requests: 8.2 MB, and 8.6; 8 MiB are 8.4.
    expect(judge(340).verdict).to.equal('inconclusive');
    expect(judge(360).verdict).to.equal('leaking');
  });

  it('clears code that grows by less than the tolerance', () => {
    expect(judge(100)).to.deep.include({ verdict: 'clean', needsMore: false });
  });
});
