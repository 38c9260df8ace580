import type { Clock } from '../../src/platform/clock.js';

/** A clock on which sleeping is instant and moves time forward. */
export function createFakeClock(startMs = 0): Clock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      nowMs += ms;
      await Promise.resolve();
    },
  };
}
