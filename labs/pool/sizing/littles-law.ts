/**
 * Connections in use on average: arrivals per second times the seconds that each holds a connection. Holds for any
 * distribution of either, as long as what arrives is also served (J. D. C. Little, Operations Research 9(3), 1961).
 */
export function meanInUse(arrivalsPerSecond: number, heldMs: number): number {
  return (arrivalsPerSecond * heldMs) / 1_000;
}

/**
 * Two standard deviations above the mean: the number in use of a service that never queues is Poisson distributed, so its
 * standard deviation is the root of its mean (square-root staffing: Halfin and Whitt, Operations Research 29(3), 1981).
 */
export function advisedConnections(mean: number): number {
  return Math.max(1, Math.ceil(mean + 2 * Math.sqrt(mean)));
}

/** Mean of what held from one sample to the next, each weighted with how long it held; 0 for fewer than two samples. */
export function timeWeightedMean(samples: readonly { readonly atMs: number; readonly value: number }[]): number {
  let weighted = 0;
  let totalMs = 0;
  samples.slice(1).forEach((next, index) => {
    const from = samples[index];
    if (from === undefined) return;
    weighted += from.value * (next.atMs - from.atMs);
    totalMs += next.atMs - from.atMs;
  });
  return totalMs === 0 ? 0 : weighted / totalMs;
}
