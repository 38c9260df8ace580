import type { Capture, RequestTemplate } from '../../model/endpoint.js';
import type { TlsTrust } from '../../model/tls.js';
import { createAgent } from '../connection-agent.js';
import { connectionClosedText, socketErrorText, timeoutText, unexpectedStatusText } from '../failure-text.js';
import { setupFailed } from '../load-messages.js';
import { fillTemplate, isExpected, nameOf, type ValueSource } from '../request-template.js';
import { type RequestEnd, sendRequest } from '../send-request.js';
import { captureValues, keptCharactersOf } from './capture-values.js';
import { type CookieJar, withCookies } from './cookie-jar.js';

/** Takes what an answer gave: values of the request's captures, and cookies. */
export type TakeAnswer = (
  captures: readonly Capture[],
  values: Readonly<Record<string, string>>,
  cookies: readonly string[],
) => void;

/** The client that sends the requests and takes what their answers give. */
export interface SequenceClient {
  /** For messages, e.g. `before (client 3 of 8)`. */
  readonly label: string;
  readonly jar: CookieJar;
  readonly values: ValueSource;
  readonly take: TakeAnswer;
}

export interface SequenceOptions {
  readonly baseUrl: string;
  readonly trust?: TlsTrust;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /**
   * Whether the requests were sent before. A request that captures nothing may then get an unexpected answer, because
   * what it makes already exists.
   */
  readonly isRepeated: boolean;
}

/**
 * Sends requests that are not measured, one after the other, over a connection of their own.
 *
 * @throws HarnessError `SETUP_FAILED` for the first request that is not answered as expected, or whose answer lacks a
 * value.
 */
export async function sendSequence(
  requests: readonly RequestTemplate[],
  client: SequenceClient,
  options: SequenceOptions,
): Promise<void> {
  if (requests.length === 0) return;
  const agent = createAgent(options.baseUrl, true, options.trust);
  try {
    for (const request of requests) await sendOne(request, client, { ...options, agent });
  } finally {
    agent.destroy();
  }
}

async function sendOne(
  step: RequestTemplate,
  client: SequenceClient,
  options: SequenceOptions & { readonly agent: ReturnType<typeof createAgent> },
): Promise<void> {
  const end = await sendFilled(step, client, options);
  options.signal.throwIfAborted();
  const failure = failureOf(step, end, options);
  if (failure !== null) throw setupFailed(client.label, failure, end);
  if (end.type !== 'answered') return;
  const cookies = client.jar.keep(step.path, end.headers);
  const captured = captureValues(step.captures, end);
  if ('missing' in captured) throw setupFailed(client.label, `${nameOf(step)}: ${captured.text}`, end);
  client.take(step.captures, captured.values, cookies);
}

async function sendFilled(
  step: RequestTemplate,
  { label, jar, values }: SequenceClient,
  options: SequenceOptions & { readonly agent: ReturnType<typeof createAgent> },
): Promise<RequestEnd> {
  try {
    const wire = withCookies(fillTemplate(step, values), jar.cookiesFor(step.path));
    return await sendRequest(wire, { ...options, abort: step.abort, keptCharacters: keptCharactersOf(step) });
  } catch (error) {
    throw setupFailed(label, `${nameOf(step)}: ${error instanceof Error ? error.message : String(error)}`, null);
  }
}

function failureOf(step: RequestTemplate, end: RequestEnd, { isRepeated, timeoutMs }: SequenceOptions): string | null {
  if (end.type === 'timed-out') return timeoutText(nameOf(step), timeoutMs, end.status);
  if (end.type === 'failed')
    return end.error === null ? connectionClosedText(nameOf(step)) : socketErrorText(nameOf(step), end.error);
  if (end.type !== 'answered' || isExpected(step, end.status)) return null;
  const isNeeded = !isRepeated || step.captures.length > 0;
  return isNeeded ? unexpectedStatusText(nameOf(step), end.status, end.body) : null;
}
