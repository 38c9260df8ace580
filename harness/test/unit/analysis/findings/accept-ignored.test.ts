import { expect } from 'chai';
import { acceptIgnored } from '../../../../src/analysis/findings/accept-ignored.js';
import { fingerprintOf } from '../../../../src/analysis/findings/group-findings.js';
import { concludeEndpoint } from '../../../../src/analysis/judge/conclude-endpoint.js';
import type { MetricJudgement } from '../../../../src/analysis/judge/metric-judgement.js';
import type { MetricId } from '../../../../src/model/metrics/catalogue.js';
import { judgedAs } from '../../../support/judgements.js';
import { literalRecording } from '../../../support/literal-recording.js';
import { defaultSettings } from '../../../support/synthetic-recording.js';

const recording = literalRecording({ fds: 20 }, [{ endpoint: 'GET /', requests: 100, floor: { fds: 20 } }]);

/** What becomes of these judgements when leaks of these metrics are known. */
function accepting(known: readonly MetricId[], ...metrics: readonly MetricJudgement[]) {
  const ignore = known.map((metric) => ({ fingerprint: fingerprintOf('GET /', metric), reason: 'known', until: null }));
  const settings = { ...defaultSettings, ignore };
  return acceptIgnored(recording, concludeEndpoint(recording, 'GET /', metrics, settings), settings, '2026-06-15');
}

const leaking = (metric: MetricId, rate = 1): MetricJudgement => judgedAs('leaking', metric, rate);

describe('acceptIgnored', () => {
  it('takes a known leak for clean, with what it explains', () => {
    const metrics = [leaking('pg.connections'), leaking('sockets'), leaking('heapUsedBytes', 7_000)];
    const accepted = accepting(['pg.connections'], ...metrics);
    expect(accepted.verdict).to.equal('clean');
    expect(accepted.metrics).to.deep.equal(metrics);
  });

  it('accuses when only some of the leaks are known', () => {
    const metrics = [leaking('pg.connections'), leaking('redis.connections')];
    expect(accepting(['pg.connections'], ...metrics).verdict).to.equal('leaking');
    expect(accepting(['pg.connections', 'redis.connections'], ...metrics).verdict).to.equal('clean');
  });

  it('leaves doubts about the rest', () => {
    const doubtful = judgedAs('inconclusive', 'fds', 9, { reason: 'Too few requests.' });
    const accepted = accepting(['pg.connections'], leaking('pg.connections'), doubtful);
    expect(accepted).to.deep.include({ verdict: 'inconclusive', doubt: 'fds: Too few requests.' });
  });

  it('changes nothing where nothing leaks', () => {
    const accepted = accepting(['fds'], judgedAs('inconclusive', 'fds', 9, { reason: 'Too few requests.' }));
    expect(accepted).to.deep.include({ verdict: 'inconclusive', doubt: 'fds: Too few requests.' });
  });
});
