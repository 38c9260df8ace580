import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import type { TlsTrust } from '../model/tls.js';
import { documentUnreachable } from './import-messages.js';

export interface FetchOptions {
  readonly signal?: AbortSignal;
  /** Whose certificates are taken. Default: those that Node.js knows. */
  readonly trust?: TlsTrust;
}

const longestAnswerMs = 15_000;
const mostRedirects = 5;

function get(url: string, signal: AbortSignal, trust: TlsTrust | undefined): Promise<http.IncomingMessage> {
  const { get: request } = url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const headers = { accept: 'application/json, application/yaml, */*' };
    request(url, { ...trust, headers, signal, agent: false }, resolve).on('error', reject);
  });
}

/** What a URL answers, behind redirects. */
async function answerOf(url: string, signal: AbortSignal, trust: TlsTrust | undefined): Promise<string> {
  let at = url;
  for (let step = 0; step <= mostRedirects; step++) {
    const answer = await get(at, signal, trust);
    const { statusCode = 0 } = answer;
    const { location } = answer.headers;
    if (statusCode >= 200 && statusCode < 300) return text(answer);
    answer.destroy();
    if (statusCode < 300 || statusCode >= 400 || location === undefined) throw new Error(`it answered ${statusCode}`);
    at = new URL(location, at).href;
  }
  throw new Error('it redirects without end');
}

/**
 * The document behind a URL.
 *
 * @throws HarnessError `DOCUMENT_UNREADABLE`
 */
export async function fetchText(url: string, { signal, trust }: FetchOptions = {}): Promise<string> {
  const limit = AbortSignal.timeout(longestAnswerMs);
  const either = signal === undefined ? limit : AbortSignal.any([signal, limit]);
  const answer = await answerOf(url, either, trust).catch((error: unknown) => {
    signal?.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw documentUnreachable(url, limit.aborted ? `no answer in ${longestAnswerMs / 1_000} s` : reason);
  });
  if (!/^\s*</.test(answer)) return answer;
  throw documentUnreachable(url, 'it answered with a web page, perhaps one that shows the document');
}
