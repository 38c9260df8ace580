import { expect } from 'chai';
import type { MetricId } from '../../../../src/model/metrics/catalogue.js';
import { isOfRareThings, planDiagnosis } from '../../../../src/run/diagnose/plan.js';
import { literalRecording } from '../../../support/literal-recording.js';
import { finding } from '../../attribution/culprits/evidence.js';

const recording = literalRecording({ fds: 20 }, []);
const plan = (metric: MetricId, estimate: number) => planDiagnosis(recording, [finding(metric, estimate)]);

describe('run/diagnose-plan', () => {
  it('looks at two windows of sixteen where every unit leaves something behind', () => {
    expect(plan('fds', 1)).to.deep.equal({ warmUp: 3, windowUnits: 16, depth: 'counts' });
    expect(isOfRareThings(plan('fds', 1))).to.equal(false);
  });

  it('sends more where few units do, so that some of the things are made while it watches', () => {
    expect(plan('fds', 0.05).windowUnits).to.equal(80);
    expect(plan('fds', 0.001).windowUnits).to.equal(4_000);
    expect(isOfRareThings(plan('fds', 0.05))).to.equal(true);
  });

  it('takes the rarest of several, and a rate that a full pool hides for the usual one', () => {
    expect(planDiagnosis(recording, [finding('sockets', 1), finding('fds', 0.1)]).windowUnits).to.equal(40);
    expect(plan('pool.checkedOut', 0).windowUnits).to.equal(16);
  });

  it('stays within a quarter of the room before a limit', () => {
    const limited = literalRecording({ 'pg.connections': 4 }, [], { limits: { connections: { postgres: 84 } } });
    const { windowUnits, warmUp } = planDiagnosis(limited, [finding('pg.connections')]);
    expect(warmUp + 2 * windowUnits).to.be.within(12, 25);
  });

  it('takes snapshots for bytes of the heap alone', () => {
    expect(plan('heapUsedBytes', 64).depth).to.equal('heap');
    expect(plan('arrayBuffersBytes', 64).depth).to.equal('buffers');
  });
});
