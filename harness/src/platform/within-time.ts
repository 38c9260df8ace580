/** Something that did not come in time. Has the code of the operating system's own time-outs, so that both are one kind. */
export class LateError extends Error {
  override readonly name = 'LateError';
  readonly code = 'ETIMEDOUT';
}

interface Limit {
  /** What it is that did not happen. */
  readonly what?: string;
  /** False: where nothing is under way that could still do the work, the process may come to its end before. */
  readonly keepsProcess?: boolean;
}

/**
 * For work that has no limit of its own.
 *
 * @throws LateError after so long; what the work does afterwards is nobody's.
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
