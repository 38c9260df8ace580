/**
 * Number of buckets per doubling. Neighbouring buckets are about 1.1 % apart, which is finer than any latency here can
 * be repeated.
 */
const bucketsPerOctave = 64;
/** 2^30 µs is 18 minutes, which is longer than any request timeout. */
const octaves = 30;
const microsecondsPerMs = 1000;

/** Latencies of any number of requests in a fixed 8 KB, so that a long run needs no more memory. */
export interface LatencyHistogram {
  record(latencyMs: number): void;
  /** The latency that `share` (0–1) of the requests did not exceed; 0 when there were none. */
  quantileMs(share: number): number;
  maxMs(): number;
}

/** Creates a log-linear histogram from 1 µs upward. The largest value is kept exactly. */
export function createLatencyHistogram(): LatencyHistogram {
  const counts = new Uint32Array(bucketsPerOctave * octaves);
  let total = 0;
  let max = 0;

  return {
    record(latencyMs) {
      const bucket = bucketOf(latencyMs);
      counts[bucket] = (counts[bucket] ?? 0) + 1;
      total += 1;
      if (latencyMs > max) max = latencyMs;
    },
    quantileMs: (share) => (total === 0 ? 0 : Math.min(max, msOf(bucketAtRank(counts, Math.ceil(share * total))))),
    maxMs: () => max,
  };
}

function bucketOf(latencyMs: number): number {
  const microseconds = Math.max(1, latencyMs * microsecondsPerMs);
  return Math.min(bucketsPerOctave * octaves - 1, Math.floor(Math.log2(microseconds) * bucketsPerOctave));
}

/** The middle of a bucket on the logarithmic scale, in milliseconds. */
function msOf(bucket: number): number {
  return 2 ** ((bucket + 0.5) / bucketsPerOctave) / microsecondsPerMs;
}

function bucketAtRank(counts: Uint32Array, rank: number): number {
  let seen = 0;
  for (const [bucket, count] of counts.entries()) {
    seen += count;
    if (seen >= Math.max(1, rank)) return bucket;
  }
  return counts.length - 1;
}
