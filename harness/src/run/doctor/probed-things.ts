import { MiB } from '../../model/units.js';

/** What the app holds that `leakline doctor` asks the agent about. The agent's answers are compared with it. */
export const probedThings = {
  timeouts: 40,
  timeoutMs: 90_000,
  intervals: 3,
  intervalMs: 80_000,
  /** Number of objects that `/drop` makes and nobody holds. */
  dropped: 1_000,
  /** `/keep` makes and keeps this buffer and these maps. */
  keptBytes: 4 * MiB,
  keptMaps: 1_000,
  /** `/pass` makes texts of this size that nobody holds. A young generation has less room, so V8 collects meanwhile. */
  passingBytes: 64 * MiB,
} as const;
