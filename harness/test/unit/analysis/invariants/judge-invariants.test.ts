import { expect } from 'chai';
import { analyzeRecording } from '../../../../src/analysis/analyze.js';
import { judgeInvariants } from '../../../../src/analysis/invariants/judge-invariants.js';
import type { ExpectedNumber, InvariantResult, RecordedInvariant } from '../../../../src/model/invariant.js';
import type { InvariantRecord, TargetEndRecord, TargetRecording } from '../../../../src/model/recording.js';
import { type LiteralBlock, literalRecording } from '../../../support/literal-recording.js';
import { toRecording } from '../../../support/synthetic-recording.js';

const hits: ExpectedNumber = { kind: 'requests', endpoints: ['POST /hit'], counted: '2xx', times: 1 };
const stored: RecordedInvariant = {
  name: 'stored',
  source: 'postgres',
  compares: 'change',
  expected: hits,
  withinMs: 0,
};
const read = (before: number | null, after: number | null, failure: string | null = null): InvariantRecord => ({
  type: 'invariant',
  target: 'literal',
  atMs: 5_000,
  name: 'stored',
  before,
  after,
  waitedMs: 1_200,
  failure,
});
const block = (endpoint: string, load: LiteralBlock['load'] = {}): LiteralBlock => ({
  endpoint,
  requests: 100,
  floor: { fds: 1 },
  load,
});

interface Situation {
  readonly invariant?: Partial<RecordedInvariant>;
  readonly blocks?: readonly LiteralBlock[];
  readonly record?: InvariantRecord | null;
  readonly reason?: TargetEndRecord['reason'];
}

function recordingOf({
  invariant = {},
  blocks,
  record = read(7, 107),
  reason = 'decided',
}: Situation): TargetRecording {
  const recording = literalRecording({ fds: 1 }, blocks ?? [block('POST /hit'), block('GET /other')]);
  return {
    ...recording,
    target: { ...recording.target, invariants: [{ ...stored, ...invariant }] },
    invariants: record === null ? [] : [record],
    end: { type: 'target-end', target: 'literal', atMs: 6_000, reason, failure: null },
  };
}

function judged(situation: Situation): InvariantResult {
  const [result] = judgeInvariants(recordingOf(situation));
  if (result === undefined) throw new Error('no invariant was judged');
  return result;
}

describe('invariants', () => {
  it('compare a change with the answers of their endpoint alone', () => {
    expect(judged({})).to.deep.equal({
      name: 'stored',
      source: 'postgres',
      compares: 'change',
      expectedFrom: '2xx answers of POST /hit',
      expected: 100,
      observed: 100,
      slack: 0,
      waitedMs: 1_200,
      outcome: 'kept',
      passed: true,
      reason: 'As expected, read 1.2 s after the last request.',
    });
  });

  it('say how many are missing or too many', () => {
    const lost = judged({ record: read(7, 95) });
    expect(lost).to.include({ outcome: 'broken', passed: false, observed: 88, expected: 100 });
    expect(lost.reason).to.match(/^12 too few/);
    const doubled = judged({ record: read(7, 108) });
    expect(doubled).to.include({ outcome: 'broken', observed: 101 });
    expect(doubled.reason).to.match(/^1 too many/);
  });

  it('compare the value itself, with a number', () => {
    const invariant = { compares: 'value', expected: { kind: 'constant', value: 0 } } as const;
    expect(judged({ invariant, record: read(null, 0) })).to.include({ outcome: 'kept', observed: 0, expected: 0 });
    expect(judged({ invariant, record: read(null, 3) })).to.include({ outcome: 'broken' });
  });

  it('count what they are told to', () => {
    const blocks = [block('POST /hit', { ok: 90, statuses: { '200': 60, '202': 20, '304': 10, '500': 10 } })];
    const expectedOf = (expected: Partial<ExpectedNumber>) =>
      judged({ blocks, invariant: { expected: { ...hits, ...expected } as ExpectedNumber } }).expected;
    expect(expectedOf({})).to.equal(80);
    expect(expectedOf({ counted: 'ok' })).to.equal(90);
    expect(expectedOf({ counted: 'sent' })).to.equal(100);
    expect(expectedOf({ times: -3 })).to.equal(-240);
    expect(expectedOf({ endpoints: ['POST /hit', 'GET /other'] })).to.equal(80);
  });

  it('leave room for requests that got no answer: they may have done their work', () => {
    const blocks = [block('POST /hit', { ok: 95, errors: 2, timeouts: 3, statuses: { '200': 95 } })];
    const outcomes = [94, 95, 100, 101].map((change) => judged({ blocks, record: read(0, change) }).outcome);
    expect(outcomes).to.deep.equal(['broken', 'kept', 'kept', 'broken']);
    const sent = { expected: { ...hits, counted: 'sent' } } as const;
    expect(judged({ blocks, invariant: sent, record: read(0, 101) }).outcome).to.equal('broken');
    // A value that falls by one with each request may fall further, not less.
    const falling = { expected: { ...hits, times: -1 } } as const;
    const fallen = [-94, -95, -100, -101].map(
      (change) => judged({ blocks, invariant: falling, record: read(0, change) }).outcome,
    );
    expect(fallen).to.deep.equal(['broken', 'kept', 'kept', 'broken']);
  });

  it('are not kept when nobody can say', () => {
    const doubts: readonly (readonly [Situation, string])[] = [
      [{ record: null }, 'was not read'],
      [{ record: read(null, 5, 'Before the first request: no such table.') }, 'no such table'],
      [{ reason: 'failed' }, 'not every request is known'],
      [{ reason: 'interrupted' }, 'not every request is known'],
      [{ blocks: [block('GET /other')], record: read(3, 3) }, 'No request was sent'],
    ];
    for (const [situation, words] of doubts) {
      const result = judged(situation);
      expect(result).to.include({ outcome: 'unmeasured', passed: false });
      expect(result.reason).to.include(words);
    }
  });

  it('decide the exit code beside the verdict', () => {
    const exitCodeWith = (record: InvariantRecord | null): number =>
      analyzeRecording(toRecording([recordingOf({ record })])).exitCode;
    // Two blocks decide nothing: inconclusive without invariants.
    expect([read(0, 100), read(0, 99), null].map(exitCodeWith)).to.deep.equal([2, 1, 2]);
  });
});
