import { expect } from 'chai';
import { fingerprintOf } from '../../../../src/analysis/findings/group-findings.js';
import { concludeEndpoint } from '../../../../src/analysis/judge/conclude-endpoint.js';
import type { MetricJudgement } from '../../../../src/analysis/judge/metric-judgement.js';
import { toEndpointResult } from '../../../../src/analysis/result/endpoint-result.js';
import type { AnalysisSettings } from '../../../../src/model/analysis-settings.js';
import type { TargetRecording } from '../../../../src/model/recording.js';
import { judgedAs } from '../../../support/judgements.js';
import { literalRecording } from '../../../support/literal-recording.js';
import { defaultSettings } from '../../../support/synthetic-recording.js';

const blocks = [1, 2, 3].map(() => ({ endpoint: 'GET /', requests: 100, floor: { fds: 20 }, load: { errors: 1 } }));
/** A target that came to its end. */
const ended = { type: 'target-end', target: 'literal', atMs: 4_000, reason: 'budget', failure: null } as const;
const recording = { ...literalRecording({ fds: 20 }, blocks), end: ended };

function resultOf(metrics: readonly MetricJudgement[], changed: Partial<AnalysisSettings> = {}) {
  const settings = { ...defaultSettings, ...changed };
  return toEndpointResult(recording, concludeEndpoint(recording, 'GET /', metrics, settings), settings, '2026-06-15');
}

const resident = (rate: number, details: Partial<MetricJudgement> = {}): MetricJudgement =>
  judgedAs('inconclusive', 'rssBytes', rate, {
    tolerance: 1_024,
    minimumDetectable: 10,
    reason: 'within the allocator’s own',
    ...details,
  });
const quiet = judgedAs('clean', 'heapUsedBytes', 1);

describe('toEndpointResult', () => {
  it('says what was sent and how it went, and keeps judgements without their inner workings', () => {
    const { id, verdict, requests, load, metrics, advice } = resultOf([quiet]);
    expect({ id, verdict, requests, advice }).to.deep.equal({
      id: 'GET /',
      verdict: 'clean',
      requests: 300,
      advice: '',
    });
    expect(load).to.deep.include({ sent: 300, ok: 300, errors: 3 });
    expect(load).to.not.have.any.keys('failed', 'firstFailure');
    const { growth: _growth, pValue: _pValue, needsMore: _needsMore, ...shown } = quiet;
    expect(metrics).to.deep.equal([shown]);
  });

  it('remarks on resident memory that surely rose by more than the tolerance, and on nothing less', () => {
    expect(resultOf([quiet, resident(2_000)]).remarks).to.deep.equal([
      'Resident set size rose as well, which decides nothing: within the allocator’s own',
    ]);
    expect(resultOf([quiet, resident(1_024)]).remarks).to.deep.equal([]);
    const perhaps = { estimate: 2_000, low: -5, high: 4_005 };
    expect(resultOf([quiet, resident(2_000, { perRequest: perhaps })]).remarks).to.deep.equal([]);
    expect(resultOf([quiet, resident(2_000, { perRequest: null })]).remarks).to.deep.equal([]);
    // Too few blocks to judge by.
    expect(resultOf([quiet, resident(2_000, { minimumDetectable: null })]).remarks).to.deep.equal([]);
    expect(resultOf([quiet, judgedAs('clean', 'rssBytes', 2_000)]).remarks).to.deep.equal([]);
    expect(resultOf([judgedAs('inconclusive', 'heapUsedBytes', 2_000)]).remarks).to.deep.equal([]);
  });

  it('says what to do about doubt, with the budget as it is', () => {
    const { verdict, advice } = resultOf([judgedAs('inconclusive', 'fds', 0, { reason: 'Too few requests.' })]);
    expect(verdict).to.equal('inconclusive');
    expect(advice).to.equal('fds: Too few requests. Raise budget.seconds (now 60) or the tolerance of the metric.');
  });

  it('advises more time only where the run came to its end', () => {
    const judgement = concludeEndpoint(recording, 'GET /', [judgedAs('inconclusive', 'fds', 0)], defaultSettings);
    const adviceAt = (end: TargetRecording['end']): string =>
      toEndpointResult({ ...recording, end }, judgement, defaultSettings, '2026-06-15').advice;
    expect(adviceAt(ended)).to.include('Raise budget.seconds');
    expect(adviceAt({ ...ended, reason: 'interrupted' }))
      .to.include('interrupted before')
      .and.not.include('Raise');
    expect(adviceAt(null)).to.include('No end of the run is recorded').and.not.include('Raise');
  });

  it('names the metric that speaks most for a leak, and only where there is no verdict', () => {
    const few = judgedAs('inconclusive', 'fds', 0, { reason: 'Too few requests.' });
    const growing = judgedAs('inconclusive', 'heapUsedBytes', 500);
    expect(resultOf([few, growing]).undecided).to.equal('heapUsedBytes');
    expect(resultOf([few]).undecided).to.equal('fds');
    expect(resultOf([quiet], { requiredMetrics: ['pg.connections'] }).undecided).to.equal(null);
    expect(resultOf([quiet])).to.not.have.property('undecided');
    expect(resultOf([judgedAs('leaking', 'heapUsedBytes', 500), few])).to.not.have.property('undecided');
  });

  it('does not advise to look longer at a target that failed', () => {
    const end = { type: 'target-end', target: 'literal', atMs: 9, reason: 'failed', failure: null } as const;
    const adviceFor = (...metrics: readonly MetricJudgement[]): string => {
      const judgement = concludeEndpoint(recording, 'GET /', metrics, defaultSettings);
      return toEndpointResult({ ...recording, end }, judgement, defaultSettings, '2026-06-15').advice;
    };
    expect(adviceFor(judgedAs('inconclusive', 'fds', 0))).to.equal('The target failed before this was decided.');
    expect(adviceFor(judgedAs('leaking', 'fds', 1))).to.equal('');
    expect(adviceFor(quiet)).to.equal('');
  });

  it('asks for the endpoint to be looked at that never worked', () => {
    const broken = literalRecording(
      { fds: 20 },
      blocks.map((block) => ({ ...block, load: { ok: 0, firstFailure: '404 Not Found' } })),
    );
    const judgement = concludeEndpoint(broken, 'GET /', [quiet], defaultSettings);
    const { verdict, advice } = toEndpointResult(broken, judgement, defaultSettings, '2026-06-15');
    expect(verdict).to.equal('failed');
    expect(advice).to.contain('404 Not Found').and.to.contain('expectStatus');
  });

  it('remarks that growth it names is that of all who were driven together, where the endpoint never was alone', () => {
    const [first] = recording.blocks;
    const other = first === undefined ? [] : [{ ...first, endpoint: 'GET /other' }];
    const remarksIn = (blocks: typeof recording.blocks, rate: number): readonly string[] => {
      const driven = { ...recording, blocks };
      const metrics = [judgedAs('inconclusive', 'heapUsedBytes', rate, { tolerance: 32 })];
      const judgement = concludeEndpoint(driven, 'GET /', metrics, defaultSettings);
      return toEndpointResult(driven, judgement, defaultSettings, '2026-06-15').remarks;
    };
    const together = [...recording.blocks.slice(0, 1), ...other];
    expect(remarksIn(together, 445)).to.deep.equal([
      'Others were driven at the same time, and each endpoint is charged with all that grew: this one added at most this much.',
    ]);
    expect(remarksIn(together, 3), 'no growth is named').to.deep.equal([]);
    expect(remarksIn([...recording.blocks, ...other], 445), 'alone, too').to.deep.equal([]);
  });

  it('has no advice beside an accusation, which has its own', () => {
    const { verdict, advice, findings } = resultOf([judgedAs('leaking', 'fds', 1)]);
    expect({ verdict, advice }).to.deep.equal({ verdict: 'leaking', advice: '' });
    expect(findings[0]?.advice).to.contain('Close every file handle');
  });

  it('takes an ignored leak for clean, and remarks on it', () => {
    const ignore = [{ fingerprint: fingerprintOf('GET /', 'fds'), reason: 'log files', until: null }];
    const { verdict, remarks, metrics } = resultOf([judgedAs('leaking', 'fds', 1)], { ignore });
    expect(verdict).to.equal('clean');
    expect(remarks).to.deep.equal(['fds leaks and is ignored: log files']);
    expect(metrics[0]?.verdict).to.equal('leaking');
  });

  describe('of an endpoint that slows down', () => {
    const slowing = literalRecording(
      { fds: 20 },
      Array.from({ length: 9 }, (_, index) => {
        const p50 = 2 + index;
        return {
          endpoint: 'GET /',
          requests: 100,
          floor: { fds: 20 },
          load: { latencyMs: { p50, p95: p50, p99: p50, max: p50 } },
        };
      }),
    );
    const slowed = (metrics: readonly MetricJudgement[]) => {
      const judgement = concludeEndpoint(slowing, 'GET /', metrics, defaultSettings);
      return toEndpointResult({ ...slowing, end: ended }, judgement, defaultSettings, '2026-06-15');
    };
    const times = 'p50 3.0 ms after 150 requests, 9.0 ms after 750 requests';

    it('says so beside a leak of memory, and beside no other', () => {
      const { slowdown, remarks } = slowed([judgedAs('leaking', 'heapUsedBytes', 100)]);
      expect(slowdown?.figure).to.equal('latencyP50Ms');
      expect(remarks).to.deep.equal([
        `Slows down as well: ${times}. Often the service walks through what it keeps at each request.`,
      ]);
      expect(slowed([judgedAs('leaking', 'fds', 1)]).remarks).to.deep.equal([]);
      expect(slowed([quiet])).to.deep.include({ verdict: 'clean', remarks: [], slowdown });
      expect(resultOf([quiet]).slowdown).to.equal(null);
    });

    it('says so where growth of memory is open', () => {
      const reason = 'Grows, but ever more slowly: it may still be warming up.';
      const { metrics, advice } = slowed([judgedAs('inconclusive', 'heapUsedBytes', 64, { reason }), quiet]);
      expect(metrics[0]?.reason).to.equal(`${reason} The service slowed down as well: ${times}.`);
      expect(advice).to.match(new RegExp(`ever more slowly.* slowed down as well: ${times}\\. Raise budget.seconds`));
      const open = slowed([judgedAs('inconclusive', 'fds', 1, { reason: 'Too few requests.' })]);
      expect(open.metrics[0]?.reason).to.equal('Too few requests.');
    });
  });
});
