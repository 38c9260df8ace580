import type { CheckOutcome } from './budget.js';
import type { ServiceKind } from './services/service-kind.js';

/** The service that is asked for the value, or the shell. */
type InvariantSource = ServiceKind | 'shell';

/**
 * Which of an endpoint's requests are counted. `2xx`: answers from 200 to 299. `ok`: units that ended as `expectStatus`
 * says. `sent`: all requests.
 */
type CountedRequests = '2xx' | 'ok' | 'sent';

/** What the value is compared with: a number, or a count of requests multiplied by `times`. */
export type ExpectedNumber =
  | { readonly kind: 'constant'; readonly value: number }
  | {
      readonly kind: 'requests';
      readonly endpoints: readonly string[];
      readonly counted: CountedRequests;
      readonly times: number;
    };

/**
 * An invariant as the recording knows it. The query is left out, because it may hold something that must not be shared.
 */
export interface RecordedInvariant {
  readonly name: string;
  readonly source: InvariantSource;
  /** `value`: the query's answer at the end. `change`: that answer minus the one before the first request. */
  readonly compares: 'value' | 'change';
  readonly expected: ExpectedNumber;
  /** How long after the last request the value may take to become right. */
  readonly withinMs: number;
}

/** The answer to a question: a number, or the reason why there is none. */
export type AskedNumber =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'problem'; readonly problem: string };

/** What became of one invariant. */
export interface InvariantResult {
  readonly name: string;
  readonly source: InvariantSource;
  readonly compares: RecordedInvariant['compares'];
  /** What the expected number was counted from, in words, e.g. `2xx answers of POST /api/hit`. */
  readonly expectedFrom: string;
  /** Null when it could not be counted. */
  readonly expected: number | null;
  readonly observed: number | null;
  /**
   * How far from `expected` the value may be, because requests without an answer may have done their work. It is
   * negative for a value that falls with each request.
   */
  readonly slack: number;
  /** Milliseconds from the last request to the reading of the observed value. */
  readonly waitedMs: number;
  readonly outcome: CheckOutcome;
  /** Whether the outcome is `kept`. */
  readonly passed: boolean;
  /** One sentence that says why. */
  readonly reason: string;
}
