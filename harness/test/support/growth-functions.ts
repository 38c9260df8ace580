import type { Random } from './noise.js';

/** What one endpoint of a simulated server has been through. */
interface Progress {
  /** Requests answered so far. */
  readonly requests: number;
  /** Different inputs among them: fewer than requests where some were sent once more. */
  readonly distinctInputs: number;
  /** Most connections that were ever open to it at the same time. */
  readonly widestConnections: number;
  readonly nowMs: number;
  /** Requests answered before this moment; linear between the ends of blocks. */
  readonly requestsBefore: (atMs: number) => number;
}

/** What an endpoint holds of one metric, above what the server holds at rest. */
export type Growth = (progress: Progress) => number;

/** A leak of this much per request. */
export const leak =
  (perRequest: number): Growth =>
  ({ requests }) =>
    perRequest * requests;

/** One thing is lost in every `k`-th request. */
export const leakEvery =
  (k: number, size = 1): Growth =>
  ({ requests }) =>
    size * Math.floor(requests / k);

/** One thing is lost in each request with this probability. */
export function leakAtRandom(probability: number, random: Random): Growth {
  let seen = 0;
  let lost = 0;
  return ({ requests }) => {
    for (; seen < requests; seen++) if (random() < probability) lost++;
    return lost;
  };
}

/** Holds an entry per request until it is full. */
export const fillingCache =
  (capacity: number, bytesPerEntry: number): Growth =>
  ({ requests }) =>
    bytesPerEntry * Math.min(requests, capacity);

/** Keeps something for each different input, up to so many of them. */
export const cacheByInput =
  (bytesPerEntry: number, capacity = Number.POSITIVE_INFINITY): Growth =>
  ({ distinctInputs }) =>
    bytesPerEntry * Math.min(distinctInputs, capacity);

/** Grows fast at first, then ever more slowly: lazy compilation, inline caches. `scale` requests bring 63 % of it. */
export const slowWarmUp =
  (total: number, scale: number): Growth =>
  ({ requests }) =>
    total * (1 - Math.exp(-requests / scale));

/** Grows like the square root of requests: the slowest fading that is no leak. */
export const squareRootGrowth =
  (size: number): Growth =>
  ({ requests }) =>
    size * Math.sqrt(requests);

/** Jumps once. */
export const step =
  (atRequest: number, size: number): Growth =>
  ({ requests }) =>
    requests >= atRequest ? size : 0;

/** Fills a buffer and flushes it, again and again. */
export const sawtooth =
  (period: number, bytesPerRequest: number): Growth =>
  ({ requests }) =>
    bytesPerRequest * (requests % period);

/** A leaking hash map: its entries, and a table that doubles when it is full. */
export const growingMap =
  (bytesPerEntry: number, bytesPerSlot: number): Growth =>
  ({ requests }) =>
    bytesPerEntry * requests + bytesPerSlot * 2 ** Math.ceil(Math.log2(Math.max(4, requests)));

/** A pool that opens a client for each concurrent request, up to its size, and keeps it. */
export const poolRamp =
  (size: number): Growth =>
  ({ requests, widestConnections }) =>
    requests === 0 ? 0 : Math.min(size, widestConnections);

/** A pool that opens a client whenever a busier moment comes by: one more per doubling of requests, up to its size. */
export const slowPoolRamp =
  (size: number): Growth =>
  ({ requests }) =>
    Math.min(size, Math.ceil(Math.log2(requests + 1)));

/** Keeps what each request made for some time. */
export const timeToLive =
  (perRequest: number, lifeMs: number): Growth =>
  ({ requests, nowMs, requestsBefore }) =>
    perRequest * (requests - requestsBefore(nowMs - lifeMs));

/** Several growths at once. */
export const together =
  (...growths: readonly Growth[]): Growth =>
  (progress) =>
    growths.reduce((sum, growth) => sum + growth(progress), 0);
