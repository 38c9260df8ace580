import type { TlsTrust } from '../model/tls.js';
import { getText } from '../platform/network/get-text.js';
import { documentUnreachable } from './import-messages.js';

export interface FetchOptions {
  readonly signal?: AbortSignal;
  /** Whose certificates are accepted. By default, those that Node.js knows. */
  readonly trust?: TlsTrust;
}

const longestAnswerMs = 15_000;
/**
 * The text behind a URL.
 *
 * @throws HarnessError `DOCUMENT_UNREADABLE`
 */
export async function fetchText(url: string, { signal, trust }: FetchOptions = {}): Promise<string> {
  const limit = AbortSignal.timeout(longestAnswerMs);
  const either = signal === undefined ? limit : AbortSignal.any([signal, limit]);
  const answer = await getText(url, { signal: either, trust }).catch((error: unknown) => {
    signal?.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw documentUnreachable(url, limit.aborted ? `no answer in ${longestAnswerMs / 1_000} s` : reason);
  });
  if (!/^\s*</.test(answer)) return answer;
  throw documentUnreachable(url, 'it answered with a web page, perhaps one that shows the document');
}
