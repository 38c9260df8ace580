import { expect } from 'chai';
import type { EndpointJudgement } from '../../../../src/analysis/judge/conclude-endpoint.js';
import type { MetricJudgement } from '../../../../src/analysis/judge/metric-judgement.js';
import { planCoolDown } from '../../../../src/analysis/plan/plan-idle.js';
import type { TimerGroup } from '../../../../src/model/target.js';
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
    expect(planAfter([driven], unknowable)).to.deep.include({ kind: 'idle', waitMs: 1_000, looksAtTimers: true });
    // More than a twentieth came back: it goes on.
    const returning = planAfter([driven, idle(1_200_000), idle(1_180_000)], unknowable);
    expect(returning).to.deep.include({ kind: 'idle', looksAtTimers: false });
  });

  const group = { delayMs: 500, isRepeating: false, keepsAlive: false, count: 1, longestLeftMs: 400 };
  const restAfter = (...timers: readonly TimerGroup[]) =>
    planAfter([driven, { ...idle(1_200_000), timers }], judgedAs('leaking', 'heapUsedBytes', 2_000));

  it('is over for memory after a second where no timer is due', () => {
    expect(restAfter()).to.equal(null);
    expect(restAfter(group, { ...group, isRepeating: true, delayMs: 30_000, longestLeftMs: 20_000 })).to.equal(null);
  });

  it('goes on for memory where a timer may yet free it, or nobody can know', () => {
    const rest = { kind: 'idle', waitMs: 2_100, looksAtTimers: false };
    expect(restAfter({ ...group, isRepeating: true })).to.deep.include(rest);
    expect(restAfter({ ...group, keepsAlive: true })).to.deep.include(rest);
    expect(restAfter({ ...group, delayMs: 9_000, longestLeftMs: 2_500 })).to.deep.include(rest);
    expect(restAfter({ ...group, delayMs: 60_000, count: 2, longestLeftMs: 50_000 })).to.deep.include(rest);
    const leaking = judgedAs('leaking', 'heapUsedBytes', 2_000);
    expect(planAfter([driven, { ...idle(1_200_000), timers: null }], leaking)).to.deep.include(rest);
    expect(planAfter([driven, idle(1_200_000)], leaking)).to.deep.include(rest);
  });

  it('goes on for memory of which a little has come back in the first second', () => {
    // A fiftieth of the growth in a third of the wait.
    const leaking = judgedAs('leaking', 'heapUsedBytes', 2_000);
    expect(planAfter([driven, { ...idle(1_196_000), timers: [] }], leaking)).to.deep.include({ waitMs: 2_100 });
    expect(planAfter([driven, { ...idle(1_198_000), timers: [] }], leaking)).to.equal(null);
  });

  it('comes anew after further requests', () => {
    expect(planAfter([driven, idle(1_200_000), driven], unknowable)).to.deep.include({ looksAtTimers: true });
  });
});
