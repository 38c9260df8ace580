import type { CheckOutcome } from '../../model/budget.js';
import type { Expectation } from '../../model/recording.js';
import type { ExitCode, TargetResult, Verdict } from '../../model/result.js';

/** Worst first. An accusation stands, whatever else went wrong. */
const gravest = ['leaking', 'failed', 'inconclusive', 'clean'] as const satisfies readonly Verdict[];

/** The verdict of a whole from the verdicts of its parts. Where nothing was measured it is inconclusive. */
export function mergeVerdicts(verdicts: readonly Verdict[]): Verdict {
  return gravest.find((verdict) => verdicts.includes(verdict)) ?? 'inconclusive';
}

/** The verdict of a target. A leak that was proven before a failure stays a leak; nothing else survives a failure. */
export function targetVerdict(endpoints: readonly Verdict[], hasFailed: boolean): Verdict {
  const verdict = mergeVerdicts(endpoints);
  return hasFailed && verdict !== 'leaking' ? 'failed' : verdict;
}

/** Without an expectation a target is expected to be clean. */
export function isExpectationMet(expect: Expectation | null, verdict: Verdict): boolean {
  return verdict === (expect ?? 'clean');
}

/**
 * What the verdict of one target means for the exit code. Where it is not the expected one, the code tells what was
 * seen instead.
 */
export function targetExitCode(expect: Expectation | null, verdict: Verdict): ExitCode {
  if (isExpectationMet(expect, verdict)) return 0;
  if (verdict === 'failed') return 3;
  return verdict === 'inconclusive' ? 2 : 1;
}

const checkExitCode = { kept: 0, broken: 1, unmeasured: 2 } as const satisfies Record<CheckOutcome, ExitCode>;

/**
 * What a target's budgets and invariants mean for the exit code. One that could not be measured has not passed either.
 */
export function checkExitCodes({ budgets, invariants }: TargetResult): readonly ExitCode[] {
  return [...budgets, ...invariants].map(({ outcome }) => checkExitCode[outcome]);
}

const gravestExitFirst = [130, 3, 1, 2] as const satisfies readonly ExitCode[];

/** The exit code of a run: interrupted, then failed, then leaking, then inconclusive, else 0. */
export function mergeExitCodes(codes: readonly ExitCode[]): ExitCode {
  return gravestExitFirst.find((code) => codes.includes(code)) ?? 0;
}
