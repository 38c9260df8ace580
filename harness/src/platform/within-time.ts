/**
 * Something did not happen in time. The error has the code of the operating system's own time-outs, so that both are
 * handled alike.
 */
export class LateError extends Error {
  override readonly name = 'LateError';
  readonly code = 'ETIMEDOUT';
}

interface Limit {
  /** Words for what did not happen. */
  readonly what?: string;
  /**
   * Whether the process waits for the limit. If false, it may end before, when nothing is under way that could still do
   * the work.
   */
  readonly keepsProcess?: boolean;
}

/**
 * Waits for work that has no limit of its own.
 *
 * @throws LateError when the time is over. The later result of the work is ignored.
 */
export async function withinTime<T>(
  work: Promise<T>,
  timeoutMs: number,
  { what = 'it did not answer', keepsProcess = true }: Limit = {},
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new LateError(`${what} within ${timeoutMs} ms`)), timeoutMs);
    if (!keepsProcess) timer.unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
