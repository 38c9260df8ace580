import { expect } from 'chai';
import type { EndpointJudgement } from '../../../../src/analysis/judge/judge-endpoint.js';
import type { MetricJudgement } from '../../../../src/analysis/judge/metric-judgement.js';
import { planCoolDown } from '../../../../src/analysis/plan/plan-cool-down.js';
import { judgedAs } from '../../../support/judgements.js';
import { type LiteralBlock, literalRecording } from '../../../support/literal-recording.js';

const driven: LiteralBlock = { endpoint: 'GET /', requests: 100, floor: { heapUsedBytes: 1_200_000 } };
const idle = (heapUsedBytes: number): LiteralBlock => ({ endpoint: null, requests: 0, floor: { heapUsedBytes } });

function planAfter(blocks: readonly LiteralBlock[], metric: MetricJudgement) {
  const judgement: EndpointJudgement = {
    endpoint: 'GET /',
    verdict: 'inconclusive',
    metrics: [metric],
    // The plan of a wait looks at metrics alone.
    load: undefined as unknown as EndpointJudgement['load'],
    doubt: '',
  };
  return planCoolDown(literalRecording({ heapUsedBytes: 1_000_000 }, blocks), [judgement], false);
}

describe('the wait before an accusation', () => {
  const open = judgedAs('inconclusive', 'heapUsedBytes', 2_000);
  const unknowable: MetricJudgement = { ...open, isUnknowable: true };

  it('is not for what is merely open', () => {
    expect(planAfter([driven], open)).to.equal(null);
  });

  it('is also for what cannot be accused for want of knowledge, which may yet be cleared', () => {
    expect(planAfter([driven], unknowable)).to.deep.include({ kind: 'idle', looksAtTimers: true });
    expect(planAfter([driven, idle(1_200_000)], unknowable)).to.equal(null);
    // More than a twentieth came back: it goes on.
    expect(planAfter([driven, idle(1_180_000)], unknowable)).to.deep.include({ kind: 'idle', looksAtTimers: false });
  });

  it('comes anew after further requests', () => {
    expect(planAfter([driven, idle(1_200_000), driven], unknowable)).to.deep.include({ looksAtTimers: true });
  });
});
