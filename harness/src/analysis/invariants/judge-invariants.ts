import type { CheckOutcome } from '../../model/budget.js';
import type { ExpectedNumber, InvariantResult, RecordedInvariant } from '../../model/invariant.js';
import type { InvariantRecord, TargetRecording } from '../../model/recording.js';
import { type Expected, expectedNumber } from './expected-number.js';

/**
 * Sums of decimals from a database need not be exact to the last bit. Whole numbers up to 10^9 are still told apart.
 */
const rounding = 1e-9;

const countedWords = { '2xx': '2xx answers', ok: 'requests that ended as expected', sent: 'requests' } as const;

function describeExpected(expected: ExpectedNumber): string {
  if (expected.kind === 'constant') return 'the configuration';
  const { counted, endpoints, times } = expected;
  return `${times === 1 ? '' : `${times} × the `}${countedWords[counted]} of ${endpoints.join(' and ')}`;
}

function observedOf(compares: RecordedInvariant['compares'], { before, after }: InvariantRecord): number | null {
  if (compares === 'value') return after;
  return before === null || after === null ? null : after - before;
}

/** The lowest and the highest right value. Slack is negative for a value that falls with each request. */
const boundsOf = ({ value, slack }: Expected): readonly [number, number] =>
  slack < 0 ? [value + slack, value] : [value, value + slack];

function isWithin(expected: Expected, observed: number): boolean {
  const [low, high] = boundsOf(expected);
  const room = rounding * Math.max(1, Math.abs(expected.value));
  return observed >= low - room && observed <= high + room;
}

/** Whether a value that was just read is what it should be, from what is recorded so far; asked while a run waits for it. */
export function isInvariantKept(
  recording: TargetRecording,
  invariant: RecordedInvariant,
  read: InvariantRecord,
): boolean {
  const observed = observedOf(invariant.compares, read);
  return observed !== null && isWithin(expectedNumber(recording, invariant.expected), observed);
}

/** Why nobody can know whether the value is right; null where one can. */
function doubtOf(recording: TargetRecording, read: InvariantRecord | null, expected: Expected): string | null {
  if (read === null) return 'The target did not come to the end of its experiment, so the value was not read.';
  if (read.failure !== null) return read.failure;
  if (expected.requests === 0) return 'No request was sent to the endpoint, so there is nothing to compare with.';
  const isCut = recording.end === null || recording.end.reason === 'failed' || recording.end.reason === 'interrupted';
  return isCut ? 'The target did not come to the end of its experiment, so not every request is known.' : null;
}

function describeDifference(observed: number, expected: Expected, waitedMs: number): string {
  const waited = `read ${(waitedMs / 1000).toFixed(1)} s after the last request`;
  const [low, high] = boundsOf(expected);
  if (isWithin(expected, observed)) {
    const unanswered = low < high ? ' (requests without an answer may have done their work or not)' : '';
    return `As expected${unanswered}, ${waited}.`;
  }
  return observed < low ? `${low - observed} too few, ${waited}.` : `${observed - high} too many, ${waited}.`;
}

function judge(recording: TargetRecording, invariant: RecordedInvariant): InvariantResult {
  const { name, source, compares } = invariant;
  const read = recording.invariants.find((record) => record.name === name) ?? null;
  const expected = expectedNumber(recording, invariant.expected);
  const observed = read === null ? null : observedOf(compares, read);
  const waitedMs = read?.waitedMs ?? 0;
  const doubt = doubtOf(recording, read, expected);
  const isUnknown = doubt !== null || observed === null;
  const outcome: CheckOutcome = isUnknown ? 'unmeasured' : isWithin(expected, observed) ? 'kept' : 'broken';
  return {
    name,
    source,
    compares,
    expectedFrom: describeExpected(invariant.expected),
    expected: expected.requests === 0 ? null : expected.value,
    observed,
    slack: expected.slack,
    waitedMs,
    outcome,
    passed: outcome === 'kept',
    reason: isUnknown ? (doubt ?? 'The value was not read.') : describeDifference(observed, expected, waitedMs),
  };
}

/** Compares what a target left behind with what its requests should have. Pure: live runs and `analyze` give the same. */
export function judgeInvariants(recording: TargetRecording): readonly InvariantResult[] {
  return (recording.target.invariants ?? []).map((invariant) => judge(recording, invariant));
}
