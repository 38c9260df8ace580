import { endlessAnswer } from '../model/load.js';
import { excerptOf } from '../platform/text/excerpt.js';

/** Of an answer's body only the beginning is kept: enough to name a failure, and an answer may have no end. */
export const keptBodyCharacters = 1024;

/** As much of an answer's body as helps to recognise it in one line of a terminal. */
const bodyExcerptLength = 200;

/** An answer outside the expected statuses, with the beginning of its body. */
export function unexpectedStatusText(request: string, status: number, body: string): string {
  const excerpt = excerptOf(body.trim(), bodyExcerptLength);
  return `${request} answered ${status}${excerpt === '' ? '' : `: ${excerpt}`}`;
}

/** @param status of an answer that began; null where none did. */
export function timeoutText(request: string, timeoutMs: number, status: number | null): string {
  if (status !== null) return `${request} answered ${status}, ${endlessAnswer} ${timeoutMs} ms`;
  return `${request} was not answered within ${timeoutMs} ms`;
}

export function connectionClosedText(request: string): string {
  return `${request}: the connection was closed before the answer`;
}

/** Who connects is out of them, which is us; a service learns of its own limit when it accepts. */
const isOutOfDescriptors = ({ code, syscall }: NodeJS.ErrnoException): boolean =>
  syscall === 'connect' && (code === 'EMFILE' || code === 'ENFILE');

/** A socket error by its code, e.g. `GET /: ECONNREFUSED (connect ECONNREFUSED 127.0.0.1:3000)`. */
export function socketErrorText(request: string, error: Error): string {
  if (isOutOfDescriptors(error)) return `${request}: Leakline has no file descriptor left for it (ulimit -n)`;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return `${request}: ${code}${error.message === '' ? '' : ` (${error.message})`}`;
}

/** A request that could not be made from its template. */
export function unfillableText(request: string, error: unknown): string {
  return `${request} could not be sent: ${error instanceof Error ? error.message : String(error)}`;
}
