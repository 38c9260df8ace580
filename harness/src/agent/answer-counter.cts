import diagnosticsChannel = require('node:diagnostics_channel');

import type { ServerResponse } from 'node:http';

/** Counts what the HTTP servers of this process answer, by status; in diagnostics_channel since Node.js 18. */
function countAnswers(): () => Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  diagnosticsChannel.subscribe('http.server.response.finish', (message) => {
    const { statusCode } = (message as { readonly response: ServerResponse }).response;
    counts[statusCode] = (counts[statusCode] ?? 0) + 1;
  });
  return () => ({ ...counts });
}

export = countAnswers;
