/**
 * Waits for work that cannot be stopped, or that does not tell that it was stopped: an agent whose event loop is
 * blocked, or a connection that is destroyed in its first moment.
 *
 * @throws the signal's reason as soon as the signal aborts. The later result of the work is ignored.
 */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(signal.reason);
  });
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
