import { expect } from 'chai';
import { mostSuspicious } from '../../../../src/analysis/judge/conclude-endpoint.js';
import type { MetricJudgement } from '../../../../src/analysis/judge/metric-judgement.js';
import type { MetricId } from '../../../../src/model/metrics/catalogue.js';
import { judgedAs } from '../../../support/judgements.js';

const open = (metric: MetricId, details: Partial<MetricJudgement>): MetricJudgement =>
  judgedAs('inconclusive', metric, 0, details);
const rate = (estimate: number, low: number, high: number) => ({ perRequest: { estimate, low, high } });

describe('the metric that heads an endpoint without a verdict', () => {
  const idle = open('children', { ...rate(0, 0, 0.004), reason: 'Too few requests.' });
  const heap = open('heapUsedBytes', { ...rate(137, 20, 250), tolerance: 32 });
  const noisy = open('externalBytes', { ...rate(900, -50, 2_000), tolerance: 64, minimumDetectable: 1_000 });
  const held = open('handles.Timeout', { ...rate(1, 1, 1), hasPendingTimers: true });
  const unknowable = open('arrayBuffersBytes', { ...rate(100, 90, 110), tolerance: 64, isUnknowable: true });

  const headOf = (...metrics: readonly MetricJudgement[]): string | undefined => mostSuspicious(metrics)?.metric;

  it('is one that grew above its tolerance, not an idle one that is named before it', () => {
    expect(headOf(idle, heap)).to.equal('heapUsedBytes');
  });

  it('comes by proof: growth, then what timers hold, then what noise may have made, then too few requests', () => {
    expect(headOf(idle, noisy, held, heap)).to.equal('heapUsedBytes');
    expect(headOf(idle, noisy, held)).to.equal('handles.Timeout');
    expect(headOf(idle, noisy)).to.equal('externalBytes');
    expect(headOf(idle)).to.equal('children');
    expect(headOf(idle, { ...noisy, minimumDetectable: null })).to.equal('children');
    expect(headOf()).to.equal(undefined);
  });

  it('is what no request decides before all else', () => {
    expect(headOf(heap, unknowable)).to.equal('arrayBuffersBytes');
  });

  it('is the fastest of those as well proven, in tolerances', () => {
    const proven = open('fds', { ...rate(0.01, 0.005, 0.02), tolerance: 0.001 });
    const faster = open('sockets', { ...rate(0.05, 0.03, 0.09), tolerance: 0.001 });
    expect(headOf(heap, proven, faster)).to.equal('sockets');
    const unsure = open('threads', { ...rate(9, 0.0005, 20), tolerance: 0.001 });
    expect(headOf(unsure, proven)).to.equal('fds');
  });

  it('is the first of equals', () => {
    expect(headOf(idle, open('fds', rate(0.0001, 0, 0.004)))).to.equal('children');
    expect(headOf(open('fds', { perRequest: null }), idle)).to.equal('fds');
  });
});
