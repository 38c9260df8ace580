import type { BlockTally } from './block-tally.js';

/**
 * Runs the function that sends a block. When the block's time is over, no further unit is handed out, and the requests
 * under way are waited for.
 */
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
