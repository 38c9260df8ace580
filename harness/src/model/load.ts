import type { Endpoint } from './endpoint.js';

/** A number of units of one endpoint, sent over at most `connections` keep-alive connections. */
export interface LoadBlock {
  readonly endpoint: Pick<Endpoint, 'id' | 'steps'>;
  /** Number of units to send. An endpoint of three steps sends three requests per unit. */
  readonly requests: number;
  /** Number of concurrent client connections. It is never larger than `requests`. */
  readonly connections: number;
  /** How long one request may stay unanswered before it counts as a timeout. */
  readonly timeoutMs: number;
  /** After this time no further unit is sent. Requests under way are waited for. */
  readonly longestMs?: number;
  /** Value of `{n}` in the first unit. Each further unit has the next number. */
  readonly firstN: number;
}

/** The outcome of one block. Counts are units. A unit is `ok` when each of its steps was. */
export interface LoadResult {
  readonly sent: number;
  /** Units of which every step was answered with an expected status. */
  readonly ok: number;
  /** Units with an answer outside 2xx, whether that was expected or not. */
  readonly non2xx: number;
  /** Units with an answer outside `expectStatus`, or with one that lacks a value that had to be captured. */
  readonly unexpected: number;
  /**
   * Units whose connection was refused, reset, or closed before the answer, and units whose request could not be made.
   */
  readonly errors: number;
  readonly timeouts: number;
  /** HTTP answers per second while the block ran. */
  readonly requestsPerSecond: number;
  readonly durationMs: number;
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number };
  /** Answers by status code, e.g. `{ "200": 40 }`. Each HTTP request counts, not each unit. */
  readonly statuses: Readonly<Record<string, number>>;
  /**
   * Answers that the target's own processes counted, by status. Given only behind a proxy. Further answers that clients
   * got came from the proxy.
   */
  readonly byTarget?: Readonly<Record<string, number>>;
  /**
   * Number of logins during the block that answers with 401 led to; absent where there were none. Their requests are
   * not in any other count here, but what they leave behind is measured with the block.
   */
  readonly logins?: number;
  /**
   * The first failure in words (the status with the beginning of its body, or the socket error). Null if nothing
   * failed.
   */
  readonly firstFailure: string | null;
}

/** Part of the text of a failure: the answer began, and did not end in time. */
export const endlessAnswer = 'and its answer did not end within';

/** The outcome of a block without requests. */
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

/** Turns blocks into HTTP traffic. The rest of Leakline does not know which tool does this. */
export interface LoadGenerator {
  /**
   * Sends exactly `block.requests` units, or fewer when `signal` aborts or `longestMs` is over. `sent` tells how many
   * were sent.
   */
  run(block: LoadBlock, signal: AbortSignal): Promise<LoadResult>;
}
