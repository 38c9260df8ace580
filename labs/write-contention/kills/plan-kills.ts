import { victims } from './kill-rig.js';
import { moments } from './moments.js';
import type { Kill } from './run-kill.js';

/** Two drains and the pause between them. */
const longestRandomMs = 250;

/** Each victim at each moment, over and over; the same seed gives the same plan. */
export function planKills(count: number, seed: number): readonly Kill[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => ({
    victim: victims[index % victims.length] ?? 'worker',
    moment: moments[Math.floor(index / victims.length) % moments.length] ?? 'random',
    randomMs: Math.floor(random() * longestRandomMs),
  }));
}

/** Mulberry32: 32 bits of state are plenty for a plan. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
