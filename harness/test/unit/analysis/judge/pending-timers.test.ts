import { expect } from 'chai';
import type { MetricJudgement } from '../../../../src/analysis/judge/metric-judgement.js';
import {
  longestTimerWaitMs,
  type PendingTimers,
  pendingTimers,
} from '../../../../src/analysis/judge/pending-timers.js';
import type { TimerGroup } from '../../../../src/model/target.js';
import { type LiteralBlock, literalRecording } from '../../../support/literal-recording.js';

const handles: MetricJudgement = {
  metric: 'handles.Timeout',
  unit: 'count',
  verdict: 'leaking',
  perRequest: null,
  tolerance: 0.001,
  minimumDetectable: null,
  reason: '',
  growth: 1_000,
  pValue: null,
  needsMore: false,
};
const memory: MetricJudgement = { ...handles, metric: 'heapUsedBytes', unit: 'bytes', tolerance: 32, growth: 2e6 };

/** Timers that fire once, after five seconds where nothing else is said, the last of them almost that long from now. */
const timers = (count: number, details: Partial<TimerGroup> = {}): TimerGroup => {
  const { delayMs = 5_000 } = details;
  return { delayMs, isRepeating: false, keepsAlive: true, count, longestLeftMs: delayMs - 100, ...details };
};

const driven = (requests: number): LiteralBlock => ({ endpoint: 'GET /', requests, floor: {} });

/** What pends after 1,000 requests, a look at the timers, and perhaps more requests. */
function pendingOf(judgement: MetricJudgement, groups: readonly TimerGroup[], later: readonly LiteralBlock[] = []) {
  const look: LiteralBlock = { endpoint: null, requests: 0, floor: {}, timers: groups };
  return pendingTimers(literalRecording({}, [driven(1_000), look, ...later]), 'GET /', judgement, false);
}

const isHeld = (...args: Parameters<typeof pendingOf>): boolean => pendingOf(...args) !== null;
const delayOf = (pending: PendingTimers | null): number | undefined => pending?.delayMs;

describe('pendingTimers', () => {
  it('needs timers for four fifths of what a count grew by', () => {
    expect(isHeld(handles, [timers(800)])).to.equal(true);
    expect(isHeld(handles, [timers(790)])).to.equal(false);
  });

  it('needs a timer for one in twenty requests to excuse memory', () => {
    expect(isHeld(memory, [timers(50)])).to.equal(true);
    expect(isHeld(memory, [timers(49)])).to.equal(false);
  });

  it('takes fewer than eight timers for the own ones of an application', () => {
    expect(isHeld({ ...handles, growth: 8 }, [timers(8)])).to.equal(true);
    expect(isHeld({ ...handles, growth: 7 }, [timers(7)])).to.equal(false);
  });

  it('takes what is held for more than ten minutes for lost', () => {
    expect(isHeld(handles, [timers(1_000, { delayMs: 600_000 })])).to.equal(true);
    expect(isHeld(handles, [timers(1_000, { delayMs: 610_000 })])).to.equal(false);
  });

  it('waits for no longer ones of which there are at most five in a hundred', () => {
    const few: MetricJudgement = { ...handles, growth: 100 };
    expect(delayOf(pendingOf(few, [timers(95), timers(5, { delayMs: 60_000 })]))).to.equal(5_000);
    expect(delayOf(pendingOf(few, [timers(94), timers(6, { delayMs: 60_000 })]))).to.equal(60_000);
  });

  it('excuses no count that intervals explain, for these never end', () => {
    const interval = (count: number) => timers(count, { isRepeating: true });
    expect(isHeld(handles, [timers(1_000), interval(790)])).to.equal(true);
    expect(isHeld(handles, [timers(1_000), interval(800)])).to.equal(false);
  });

  it('wants another look once there were eight times as many requests', () => {
    expect(pendingOf(memory, [timers(1_000)], [driven(6_900)])?.isEarly).to.equal(true);
    expect(pendingOf(memory, [timers(1_000)], [driven(7_000)])).to.equal(null);
  });
});

describe('longestTimerWaitMs', () => {
  it('leaves two fifths of the budget for everything else', () => {
    expect(longestTimerWaitMs({ budgetMs: 60_000 })).to.equal(36_000);
  });
});
