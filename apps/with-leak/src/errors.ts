import type { ErrorRequestHandler } from 'express';

/** PostgreSQL's `too_many_connections`, and the two ways an operating system runs out of file descriptors. */
const exhaustedCodes: readonly unknown[] = ['53300', 'EMFILE', 'ENFILE'];

/** The pool and Redis give their refusals no code of their own. */
const exhaustedMessage = /timeout exceeded when trying to connect|max number of clients reached/;

/** Why something failed, in words. A refused connection to a name with several addresses has a code and no message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || codeOf(error) || error.name;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

function isExhausted(error: unknown): boolean {
  return exhaustedCodes.includes(codeOf(error)) || exhaustedMessage.test(reasonOf(error));
}

/** Answers a failed request in JSON: 503 when a resource ran out and later may do better, else 500. */
export const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  response.status(isExhausted(error) ? 503 : 500).json({ error: reasonOf(error) });
};

/** For connections that break while nobody uses them: without a listener the error would end the process. */
export const reportLostConnection = (error: unknown): void => {
  console.error(`Connection lost: ${reasonOf(error)}`);
};
