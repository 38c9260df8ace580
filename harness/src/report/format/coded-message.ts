import type { Warning } from '../../model/result.js';
import { HarnessError } from '../../platform/harness-error.js';

/**
 * A message followed by its code, so that it can be found in docs/errors.md. When the text has several lines, the code
 * gets its own.
 */
export const formatCoded = ({ code, message }: Warning): string =>
  `${message.trimEnd()}${message.trimEnd().includes('\n') ? '\n' : ' '}[${code}]`;

/**
 * An error whose message includes its code, for test runners that print only the message. Other errors stay as they
 * are.
 */
export const withCode = (error: unknown): unknown =>
  error instanceof HarnessError ? new HarnessError(error.code, formatCoded(error), { cause: error.cause }) : error;
