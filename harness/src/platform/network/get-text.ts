import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import type { TlsTrust } from '../../model/tls.js';

export interface GetTextOptions {
  readonly signal: AbortSignal;
  /** Which certificates are trusted. Default: those that Node.js knows. */
  readonly trust?: TlsTrust | undefined;
  /** Default `GET`. */
  readonly method?: string;
}

const mostRedirects = 5;

function send(url: string, { signal, trust, method = 'GET' }: GetTextOptions): Promise<http.IncomingMessage> {
  const { request } = url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const headers = { accept: 'application/json, application/yaml, text/plain, */*' };
    // Without an agent the connection ends with the answer.
    request(url, { ...trust, method, headers, signal, agent: false }, resolve)
      .on('error', reject)
      .end();
  });
}

/**
 * The answer of a URL, after redirects.
 *
 * @throws Error in words that can follow the URL, if there is no answer or none from 200 to 299.
 */
export async function getText(url: string, options: GetTextOptions): Promise<string> {
  let at = url;
  for (let step = 0; step <= mostRedirects; step++) {
    const answer = await send(at, options);
    const { statusCode = 0 } = answer;
    const { location } = answer.headers;
    if (statusCode >= 200 && statusCode < 300) return text(answer);
    answer.destroy();
    if (statusCode < 300 || statusCode >= 400 || location === undefined) throw new Error(`it answered ${statusCode}`);
    at = new URL(location, at).href;
  }
  throw new Error('it redirects without end');
}
