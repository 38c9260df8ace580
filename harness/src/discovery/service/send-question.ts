import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';

/** What a service answered, or why it did not answer. */
export type Answer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly location: string;
      readonly cookies: readonly string[];
    }
  /** The answer began and did not end. */
  | { readonly kind: 'endless'; readonly status: number }
  | { readonly kind: 'silent' }
  | { readonly kind: 'refused'; readonly message: string };

export interface Question {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long to wait until the answer begins, in milliseconds. */
  readonly patienceMs?: number;
}

/** The first answer may take long, because the service has to open connections and compile templates. */
export const usualPatienceMs = 5_000;

/** An answer that still goes on after this time is a stream. */
const streamMs = 2_000;
/** Lists of ids are shorter. The rest of an answer is read and dropped. */
const keptCharacters = 256 * 1024;

/** Sends one request over a connection of its own. When the signal aborts, the answer is `silent`. */
export function sendQuestion(
  baseUrl: string,
  { method, path, body, headers: given = {}, patienceMs = usualPatienceMs }: Question,
  signal: AbortSignal,
): Promise<Answer> {
  const payload = body === undefined ? null : JSON.stringify(body);
  const headers = {
    ...given,
    accept: 'application/json, text/html;q=0.9, */*;q=0.8',
    ...(payload === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
  };
  return new Promise((resolve) => {
    let timer = setTimeout(() => finish({ kind: 'silent' }), patienceMs);
    // `init` started the service on loopback, so its certificate does not matter.
    const options = { method, headers, agent: false as const, signal, rejectUnauthorized: false };
    const request = baseUrl.startsWith('https:') ? requestSecure : requestPlain;
    const asked = request(baseUrl + path, options, (response) => {
      const { statusCode: status = 0 } = response;
      clearTimeout(timer);
      if (isEventStream(response)) return finish({ kind: 'endless', status });
      timer = setTimeout(() => finish({ kind: 'endless', status }), streamMs);
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (text.length < keptCharacters) text += chunk;
      });
      response.on('end', () =>
        finish({
          kind: 'answer',
          status,
          body: text,
          location: response.headers.location ?? '',
          cookies: response.headers['set-cookie'] ?? [],
        }),
      );
      response.on('error', (error) => finish({ kind: 'refused', message: error.message }));
    });

    function finish(answer: Answer): void {
      clearTimeout(timer);
      resolve(answer);
      asked.destroy();
    }

    asked.on('error', (error) =>
      finish(signal.aborted ? { kind: 'silent' } : { kind: 'refused', message: error.message }),
    );
    asked.end(payload ?? undefined);
  });
}

const isEventStream = ({ headers }: IncomingMessage): boolean =>
  /^text\/event-stream\b/.test(headers['content-type'] ?? '');
