import type { Warning } from '../../model/result.js';

/** A message with its code behind it, by which docs/errors.md is searched; on a line of its own where the text has several. */
export const formatCoded = ({ code, message }: Warning): string =>
  `${message.trimEnd()}${message.trimEnd().includes('\n') ? '\n' : ' '}[${code}]`;
