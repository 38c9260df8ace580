/** A small seeded generator (mulberry32, public domain): the same arrivals for every pool that is compared. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Moments at which requests of many independent users arrive, ascending, until `durationMs`. */
export function poissonArrivals(arrivalsPerSecond: number, durationMs: number, seed: number): readonly number[] {
  const random = createRandom(seed);
  const arrivals: number[] = [];
  for (let atMs = 0; ; ) {
    atMs += (-Math.log(1 - random()) * 1_000) / arrivalsPerSecond;
    if (atMs >= durationMs) return arrivals;
    arrivals.push(atMs);
  }
}
