import { MiB } from '../../model/units.js';

/** What the app that the doctor asks about has of each kind, so that what the agent sees of it can be right or wrong. */
export const probedThings = {
  timeouts: 40,
  timeoutMs: 90_000,
  intervals: 3,
  intervalMs: 80_000,
  /** Made at `/drop`, and held by nobody. */
  dropped: 1_000,
  /** Made at `/keep`. */
  keptBytes: 4 * MiB,
  keptMaps: 1_000,
  /** Made at `/pass` and held by nobody: more than a young generation has room for, so that V8 collects meanwhile. */
  passingBytes: 64 * MiB,
} as const;
