import { request } from 'node:http';
import { HarnessError } from '../../platform/harness-error.js';

/** How a Go service gets the handlers, in the words of its language. */
const remedy =
  'Import _ "net/http/pprof" and serve http.DefaultServeMux on 127.0.0.1, or name the place with `pprof`, e.g. ' +
  '"http://127.0.0.1:6060/debug/pprof".';

const doorShut = (url: URL, why: string, cause?: Error): HarnessError =>
  new HarnessError('DOOR_SHUT', `${url.href} does not tell the heap of the Go service: ${why}. ${remedy}`, { cause });

/** What an answer has to begin with. A router that knows no such path may answer with a page and 200. */
const beginnings = { heap: /^heap profile: /, goroutine: /^(?:goroutine profile: |goroutine \d)/ } as const;

type Profile = keyof typeof beginnings;

/** The address of a profile. `pprof` is a path of the service, or a URL. */
export function profileUrl(baseUrl: string, pprof: string, profile: Profile, query: string): URL {
  const url = new URL(pprof, baseUrl);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${profile}`;
  url.search = query;
  return url;
}

/** Asks `net/http/pprof` once, over a connection that ends with the answer. */
export async function askPprof(
  baseUrl: string,
  pprof: string,
  profile: Profile,
  query: string,
  timeoutMs: number,
): Promise<string> {
  const url = profileUrl(baseUrl, pprof, profile, query);
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    // Without an agent of Node.js, the request says `Connection: close`.
    const asked = request(url, { agent: false, timeout: Math.max(1, timeoutMs) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    asked.on('timeout', () => asked.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    asked.on('error', reject);
    asked.end();
  }).catch((error: Error) => {
    throw doorShut(url, error.message, error);
  });
  if (status !== 200) throw doorShut(url, `it answers with status ${status}`);
  if (!beginnings[profile].test(text)) throw doorShut(url, 'its answer is no profile of Go');
  return text;
}
