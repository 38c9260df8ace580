import type { Endpoint } from './endpoint.js';

/** So many units of one endpoint, sent over at most `connections` keep-alive connections. */
export interface LoadBlock {
  readonly endpoint: Pick<Endpoint, 'id' | 'steps'>;
  /** Units to send; an endpoint with three steps sends three requests a unit. */
  readonly requests: number;
  /** Concurrent client connections; never more than `requests`. */
  readonly connections: number;
  /** How long one request may stay unanswered before it counts as a timeout. */
  readonly timeoutMs: number;
  /** After so long no further unit is sent; what was sent is waited for. */
  readonly longestMs?: number;
  /** Value of `{n}` in the first unit; the units after it count up. */
  readonly firstN: number;
}

/** What became of one block. Counts are units: a unit is `ok` when each of its steps was. */
export interface LoadResult {
  readonly sent: number;
  /** Every step answered with an expected status. */
  readonly ok: number;
  /** Answered outside 2xx, expected or not. */
  readonly non2xx: number;
  /** Answered with a status outside `expectStatus`. */
  readonly unexpected: number;
  /** Connection refused, reset, or closed before the answer. */
  readonly errors: number;
  readonly timeouts: number;
  /** HTTP answers per second while the block ran. */
  readonly requestsPerSecond: number;
  readonly durationMs: number;
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number };
  /** Answers by status code, e.g. `{ "200": 40 }`; one per HTTP request, not per unit. */
  readonly statuses: Readonly<Record<string, number>>;
  /**
   * Answers that the target's own processes count, by status. Only behind a proxy: what clients got beyond them came from
   * the proxy.
   */
  readonly byTarget?: Readonly<Record<string, number>>;
  /**
   * Logins that answers with 401 led to while the block ran; absent without any. Their requests are in no other count here,
   * and what they leave behind is in the block.
   */
  readonly logins?: number;
  /** First failure in words (status with the beginning of its body, or the socket error); null if none. */
  readonly firstFailure: string | null;
}

/** Words of a failure: the answer began, and did not end in time. */
export const endlessAnswer = 'and its answer did not end within';

/** What became of a block without requests. */
export const noLoad: LoadResult = {
  sent: 0,
  ok: 0,
  non2xx: 0,
  unexpected: 0,
  errors: 0,
  timeouts: 0,
  requestsPerSecond: 0,
  durationMs: 0,
  latencyMs: { p50: 0, p95: 0, p99: 0, max: 0 },
  statuses: {},
  firstFailure: null,
};

/** Turns blocks into HTTP traffic. The rest of Leakline does not know which tool does it. */
export interface LoadGenerator {
  /** Ends after exactly `block.requests` units, or earlier when `signal` aborts (then `sent` tells how far it came). */
  run(block: LoadBlock, signal: AbortSignal): Promise<LoadResult>;
}
