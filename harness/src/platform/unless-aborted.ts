/**
 * For work that cannot be called off itself, or does not tell that it was: an agent whose event loop is blocked, a
 * connection that is destroyed in its first moment.
 *
 * @throws the signal's reason as soon as it is aborted; what the work does afterwards is nobody's.
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
