import type { ExitCode, TargetResult, Verdict } from '../../model/result.js';

/** Colour must never be the only carrier of a verdict, so each has a symbol and a word. */
export const verdictSymbols = { leaking: '✖', clean: '✔', inconclusive: '?', failed: '!' } as const satisfies Record<
  Verdict,
  string
>;

/** For terminals that cannot show the symbols above. */
export const asciiVerdictSymbols = {
  leaking: 'x',
  clean: '+',
  inconclusive: '?',
  failed: '!',
} as const satisfies Record<Verdict, string>;

/** `as expected`, `expected clean`, or empty when nothing was expected. */
export function formatExpectation({ expect, expectationMet }: Pick<TargetResult, 'expect' | 'expectationMet'>): string {
  if (expect === null) return '';
  return expectationMet ? 'as expected' : `expected ${expect}`;
}

const exitCodeMeanings = {
  0: 'every expectation met',
  1: 'a leak, or an expectation broken',
  2: 'inconclusive',
  3: 'the run failed',
  4: 'usage or configuration',
  130: 'interrupted',
} as const satisfies Record<ExitCode, string>;

/** `exit code 1: a leak, or an expectation broken`. */
export function formatExitCode(exitCode: ExitCode): string {
  return `exit code ${exitCode}: ${exitCodeMeanings[exitCode]}`;
}
