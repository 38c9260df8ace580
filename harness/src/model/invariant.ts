import type { CheckOutcome } from './budget.js';
import type { ServiceKind } from './services/service-kind.js';

/** Who is asked for the value. */
type InvariantSource = ServiceKind | 'shell';

/**
 * Which of an endpoint's requests are counted. `2xx`: answers from 200 to 299. `ok`: units that ended as `expectStatus`
 * says. `sent`: all of them.
 */
type CountedRequests = '2xx' | 'ok' | 'sent';

/** What the value is compared with: a number, or `times` a count of requests. */
export type ExpectedNumber =
  | { readonly kind: 'constant'; readonly value: number }
  | {
      readonly kind: 'requests';
      readonly endpoints: readonly string[];
      readonly counted: CountedRequests;
      readonly times: number;
    };

/** An invariant as the recording knows it: not the query itself, which may hold what must not be shared. */
export interface RecordedInvariant {
  readonly name: string;
  readonly source: InvariantSource;
  /** `value`: what the query answers at the end. `change`: that, less what it answered before the first request. */
  readonly compares: 'value' | 'change';
  readonly expected: ExpectedNumber;
  /** How long the value may take to become what it should be, after the last request. */
  readonly withinMs: number;
}

/** A question's answer: a number, or why there is none. */
export type AskedNumber =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'problem'; readonly problem: string };

/** What became of one invariant. */
export interface InvariantResult {
  readonly name: string;
  readonly source: InvariantSource;
  readonly compares: RecordedInvariant['compares'];
  /** Where the expected number comes from, in words, e.g. `2xx answers of POST /api/hit`. */
  readonly expectedFrom: string;
  /** Null when it could not be told. */
  readonly expected: number | null;
  readonly observed: number | null;
  /** How much more than expected is right, too: what requests without an answer may have done. */
  readonly slack: number;
  /** How long after the last request the observed value was read, in milliseconds. */
  readonly waitedMs: number;
  readonly outcome: CheckOutcome;
  /** Whether the outcome is `kept`. */
  readonly passed: boolean;
  /** One sentence. */
  readonly reason: string;
}
