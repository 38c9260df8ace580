import { endlessAnswer } from '../model/load.js';
import { excerptOf } from '../platform/text/excerpt.js';

/**
 * Number of characters that are kept of an answer's body. They are enough to name a failure, and an answer may have no
 * end.
 */
export const keptBodyCharacters = 1024;

/** Number of characters of an answer's body that are shown, so that they fit into one line of a terminal. */
const bodyExcerptLength = 200;

/** Text for an answer outside the expected statuses, with the beginning of its body. */
export function unexpectedStatusText(request: string, status: number, body: string): string {
  const excerpt = excerptOf(body.trim(), bodyExcerptLength);
  return `${request} answered ${status}${excerpt === '' ? '' : `: ${excerpt}`}`;
}

/** @param status status of an answer that began; null when none did. */
export function timeoutText(request: string, timeoutMs: number, status: number | null): string {
  if (status !== null) return `${request} answered ${status}, ${endlessAnswer} ${timeoutMs} ms`;
  return `${request} was not answered within ${timeoutMs} ms`;
}

export function connectionClosedText(request: string): string {
  return `${request}: the connection was closed before the answer`;
}

/**
 * Whether the process that connects has no descriptors left. That is Leakline. A service notices its own limit when it
 * accepts.
 */
const isOutOfDescriptors = ({ code, syscall }: NodeJS.ErrnoException): boolean =>
  syscall === 'connect' && (code === 'EMFILE' || code === 'ENFILE');

/** Text for a socket error, with its code, e.g. `GET /: ECONNREFUSED (connect ECONNREFUSED 127.0.0.1:3000)`. */
export function socketErrorText(request: string, error: Error): string {
  if (isOutOfDescriptors(error)) return `${request}: Leakline has no file descriptor left for it (ulimit -n)`;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return `${request}: ${code}${error.message === '' ? '' : ` (${error.message})`}`;
}

/** Text for a request that could not be made from its template. */
export function unfillableText(request: string, error: unknown): string {
  return `${request} could not be sent: ${error instanceof Error ? error.message : String(error)}`;
}
