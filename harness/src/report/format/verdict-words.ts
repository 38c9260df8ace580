import type { EndpointResult, ExitCode, TargetResult, Verdict } from '../../model/result.js';

/** Each verdict has a symbol and a word, because colour alone must not carry it. */
export const verdictSymbols = { leaking: '✖', clean: '✔', inconclusive: '?', failed: '!' } as const satisfies Record<
  Verdict,
  string
>;

/** Used in terminals that cannot show the symbols above. */
export const asciiVerdictSymbols = {
  leaking: 'x',
  clean: '+',
  inconclusive: '?',
  failed: '!',
} as const satisfies Record<Verdict, string>;

/**
 * Whether the leaks of an endpoint are known and accepted, by an ignore rule or the baseline. Such an endpoint does not
 * fail a run, but it is not called clean.
 */
export const isAccepted = ({ verdict, findings }: Pick<EndpointResult, 'verdict' | 'findings'>): boolean =>
  verdict === 'clean' && findings.some(({ ignored }) => ignored !== null);

/** The word for the verdict of an endpoint. */
export const verdictWord = (endpoint: Pick<EndpointResult, 'verdict' | 'findings'>): Verdict | 'accepted' =>
  isAccepted(endpoint) ? 'accepted' : endpoint.verdict;

/**
 * The word for the verdict of a target. A target is `accepted` when it has accepted leaks and nothing else was found.
 */
export const targetWord = ({
  verdict,
  endpoints,
}: Pick<TargetResult, 'verdict' | 'endpoints'>): Verdict | 'accepted' =>
  verdict === 'clean' && endpoints.some(isAccepted) ? 'accepted' : verdict;

/** For example `as expected` or `expected clean`. Empty when nothing was expected. */
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

/** For example `exit code 1: a leak, or an expectation broken`. */
export function formatExitCode(exitCode: ExitCode): string {
  return `exit code ${exitCode}: ${exitCodeMeanings[exitCode]}`;
}
