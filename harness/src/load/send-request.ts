import http from 'node:http';
import https from 'node:https';
import { performance } from 'node:perf_hooks';
import type { RequestTemplate } from '../model/endpoint.js';
import type { Answer } from './answer.js';
import type { WireRequest } from './request-template.js';

/** How one request ended. `interrupted` means that the block's signal aborted, which proves nothing. */
export type RequestEnd =
  | ({ readonly type: 'answered' } & Answer)
  | { readonly type: 'hung-up' }
  | { readonly type: 'failed'; readonly error: Error | null }
  | { readonly type: 'timed-out'; readonly status: number | null }
  | { readonly type: 'interrupted' };

export interface SendOptions {
  readonly baseUrl: string;
  readonly agent: http.Agent;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** When the client hangs up. */
  readonly abort: RequestTemplate['abort'];
  /** Number of characters of the answer's body to keep. */
  readonly keptCharacters: number;
}

/**
 * Sends one request, and hangs up where the step says so. Resolves when the request no longer uses its socket; never
 * rejects.
 */
export function sendRequest(wire: WireRequest, options: SendOptions): Promise<RequestEnd> {
  const startMs = performance.now();
  const { abort, keptCharacters } = options;

  return new Promise((resolve) => {
    const request = createRequest(wire, options);
    let begun: number | null = null;
    let end: RequestEnd | null = null;
    const hangUp = (how: RequestEnd): void => {
      end ??= how;
      request.destroy();
    };
    const stopWatching = watchTimeAndSignal(options, hangUp, () => begun);
    if (abort === 'request') request.on('finish', () => hangUp({ type: 'hung-up' }));
    request.on('response', (response) => {
      const { statusCode: status = 0, rawHeaders: headers } = response;
      begun = status;
      const answered = (body: string): RequestEnd => {
        return { type: 'answered', status, headers, body, latencyMs: performance.now() - startMs };
      };
      if (abort === 'response') return hangUp(answered(''));
      readBeginning(response, keptCharacters, (body) => {
        end ??= answered(body);
      });
    });
    request.on('error', (error) => {
      end ??= { type: 'failed', error };
    });
    request.on('close', () => {
      stopWatching();
      resolve(end ?? { type: 'failed', error: null });
    });
    request.end(wire.body ?? undefined);
  });
}

function createRequest(
  { method, path, headers, body }: WireRequest,
  { baseUrl, agent }: SendOptions,
): http.ClientRequest {
  const lengthHeader = body === null ? {} : { 'content-length': Buffer.byteLength(body) };
  const { request } = baseUrl.startsWith('https:') ? https : http;
  return request(baseUrl, { method, path, headers: { ...headers, ...lengthHeader }, agent });
}

/**
 * Watches the timeout and the signal.
 *
 * @returns a function that ends the watch.
 */
function watchTimeAndSignal(
  { timeoutMs, signal }: SendOptions,
  hangUp: (how: RequestEnd) => void,
  begun: () => number | null,
): () => void {
  const timer = setTimeout(() => hangUp({ type: 'timed-out', status: begun() }), timeoutMs);
  const interrupt = (): void => hangUp({ type: 'interrupted' });
  signal.addEventListener('abort', interrupt, { once: true });
  return () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', interrupt);
  };
}

function readBeginning(response: http.IncomingMessage, keptCharacters: number, done: (text: string) => void): void {
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    if (text.length < keptCharacters) text += chunk;
  });
  response.on('end', () => done(text));
  // The answer was cut off. The request's own 'close' event reports it.
  response.on('error', () => {});
}
