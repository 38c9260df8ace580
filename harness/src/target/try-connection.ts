import { connect } from 'node:net';

/** A listener whose queue is full may let a client wait for minutes. */
export const attemptTimeoutMs = 2_000;

export const noAnswer = `no answer within ${attemptTimeoutMs} ms`;

/** The reason why nobody accepts a connection there; null where somebody does. */
export function refusalAt(host: string, port: number, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, signal: AbortSignal.any([signal, AbortSignal.timeout(attemptTimeoutMs)]) });
    socket.once('connect', () => {
      socket.destroy();
      resolve(null);
    });
    socket.once('error', ({ name, message }) => resolve(name === 'AbortError' ? noAnswer : message));
  });
}
