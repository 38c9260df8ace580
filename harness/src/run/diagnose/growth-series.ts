import type { WrittenGrowth } from '../../attribution/raw-evidence.js';

/** Three looks at the heap of one pass, and what grew between each two of them. */
export interface GrowthSeries {
  /** Takes the next look, unless an earlier one was declined or took too long. */
  take(): Promise<void>;
  /**
   * Tells what grew, and clears up.
   *
   * @param requests units that were sent between the first look and the last.
   */
  finish(limits: string[], requests: number): Promise<readonly WrittenGrowth[]>;
  /** Clears up. */
  discard(): Promise<void>;
}

/** For a pass that needs no look at the heap. */
export const noGrowth: GrowthSeries = {
  take: async () => undefined,
  finish: async () => [],
  discard: async () => undefined,
};
