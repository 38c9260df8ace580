import type { BlockTally } from './block-tally.js';

/** Runs what sends a block; after the block's time no further unit is handed out, and what was sent is waited for. */
export async function closeAfter<T>(
  tally: BlockTally,
  longestMs: number | undefined,
  send: () => Promise<T>,
): Promise<T> {
  const timer = longestMs === undefined ? undefined : setTimeout(() => tally.close(), longestMs);
  try {
    return await send();
  } finally {
    clearTimeout(timer);
  }
}
