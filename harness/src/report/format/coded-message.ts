import type { Warning } from '../../model/result.js';
import { HarnessError } from '../../platform/harness-error.js';

/** A message with its code behind it, by which docs/errors.md is searched; on a line of its own where the text has several. */
export const formatCoded = ({ code, message }: Warning): string =>
  `${message.trimEnd()}${message.trimEnd().includes('\n') ? '\n' : ' '}[${code}]`;

/** An error for test runners, which print the message alone: with its code. Others stay as they are. */
export const withCode = (error: unknown): unknown =>
  error instanceof HarnessError ? new HarnessError(error.code, formatCoded(error), { cause: error.cause }) : error;
