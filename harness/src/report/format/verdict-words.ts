import type { EndpointResult, ExitCode, TargetResult, Verdict } from '../../model/result.js';

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

/** A leak that is known and accepted, by an ignore rule or the baseline, does not fail a run; clean it is not. */
export const isAccepted = ({ verdict, findings }: Pick<EndpointResult, 'verdict' | 'findings'>): boolean =>
  verdict === 'clean' && findings.some(({ ignored }) => ignored !== null);

/** What to call the verdict of an endpoint. */
export const verdictWord = (endpoint: Pick<EndpointResult, 'verdict' | 'findings'>): Verdict | 'accepted' =>
  isAccepted(endpoint) ? 'accepted' : endpoint.verdict;

/** What to call the verdict of a target: one of whose leaks is accepted, and nothing else found. */
export const targetWord = ({
  verdict,
  endpoints,
}: Pick<TargetResult, 'verdict' | 'endpoints'>): Verdict | 'accepted' =>
  verdict === 'clean' && endpoints.some(isAccepted) ? 'accepted' : verdict;

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
