import type { EventEmitter } from 'node:events';
import { performance } from 'node:perf_hooks';
import type autocannon from 'autocannon';
import type { RequestTemplate } from '../model/endpoint.js';
import type { LoadBlock, LoadGenerator } from '../model/load.js';
import { type TlsTrust, trustAnyone } from '../model/tls.js';
import { loadPart } from '../platform/load-part.js';
import type { RawHeaders } from './answer.js';
import { followLane } from './autocannon-client.js';
import { type BlockTally, createBlockTally } from './block-tally.js';
import { closeAfter } from './limited-load.js';
import { createLoadLane, type LoadLane } from './load-lane.js';
import { loadFailed } from './load-messages.js';
import { fillTemplate, isTemplated, type ValueSource, type WireRequest } from './request-template.js';
import type { ClientSession } from './session/client-session.js';
import { type ClientSessions, plainSessions } from './session/client-sessions.js';

/**
 * How often autocannon checks whether it is done, in milliseconds. With its default of a second, every block would wait
 * for that long. A check costs two entries in a histogram.
 */
const sampleIntervalMs = 5;

/** HEAD is missing on purpose: autocannon would wait for the body that `content-length` announces. */
const autocannonMethods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/** Whether autocannon can drive the endpoint. It cannot hang up early, and does not know every method. */
export function canAutocannonDrive(endpoint: LoadBlock['endpoint']): boolean {
  return endpoint.steps.every(({ method, abort }) => abort === null && autocannonMethods.includes(method));
}

/** Autocannon is a quarter of all code that Leakline would load, and many commands send nothing. */
const loadAutocannon = () => loadPart('autocannon', async () => (await import('autocannon')).default);

/**
 * Drives blocks with autocannon.
 *
 * @param baseUrl origin of the target, without a path.
 * @throws HarnessError `START_FAILED`, from a run, when autocannon cannot be loaded.
 */
export function createAutocannonLoad(
  baseUrl: string,
  sessions: ClientSessions = plainSessions(),
  trust: TlsTrust = trustAnyone,
): LoadGenerator {
  return {
    async run(block, signal) {
      const tally = createBlockTally(block);
      const send = await loadAutocannon();
      const startMs = performance.now();
      if (signal.aborted || block.requests < 1) return tally.result(0);
      const endMs = await closeAfter(tally, block.longestMs, () =>
        runInstance(send, { baseUrl, sessions, trust, block, tally, signal }),
      );
      return tally.result(endMs - startMs);
    },
  };
}

interface Instance {
  readonly baseUrl: string;
  readonly sessions: ClientSessions;
  readonly trust: TlsTrust;
  readonly block: LoadBlock;
  readonly tally: BlockTally;
  readonly signal: AbortSignal;
}

/** Resolves with the time at which the last connection was done. */
async function runInstance(
  send: typeof autocannon,
  { baseUrl, sessions, trust, block, tally, signal }: Instance,
): Promise<number> {
  let endMs = performance.now();
  let clients = 0;
  const setupClient = (client: autocannon.Client): void => {
    const session = sessions.of(clients++);
    const lane = createLoadLane(block.endpoint.steps, tally, { session, unitValues: sessions.unitValues, signal });
    followLane(client, lane, block.timeoutMs);
    sendTurns(client, lane, block.endpoint.steps, session);
    // Autocannon's types do not have this event, but it marks the end of the last request. Autocannon itself ends with
    // its next check.
    (client as EventEmitter).on('done', () => {
      endMs = performance.now();
    });
  };
  try {
    await untilDone(send, { ...optionsOf(baseUrl, block), tlsOptions: trust, setupClient }, tally, signal);
  } catch (error) {
    throw loadFailed(baseUrl, error);
  }
  return endMs;
}

async function untilDone(
  send: typeof autocannon,
  options: autocannon.Options,
  tally: BlockTally,
  signal: AbortSignal,
): Promise<void> {
  let stop = (): void => {};
  const done = new Promise<void>((resolve, reject) => {
    const instance = send(options, (error: unknown) => (error ? reject(error) : resolve()));
    stop = () => {
      tally.close();
      instance.stop();
    };
  });
  signal.addEventListener('abort', stop, { once: true });
  await done.finally(() => signal.removeEventListener('abort', stop));
}

function optionsOf(baseUrl: string, block: LoadBlock): autocannon.Options {
  return {
    url: baseUrl,
    connections: Math.max(1, Math.min(block.connections, block.requests)),
    // This only tells autocannon not to stop by time. The lanes decide how many requests are sent.
    amount: block.requests,
    sampleInt: sampleIntervalMs,
    skipAggregateResult: true,
  };
}

/**
 * Gives a connection its requests, one for each step. The lane knows which one is next. A request that never changes is
 * made into bytes once. The answer's headers and body arrive first, its status and latency right after them.
 */
function sendTurns(
  client: autocannon.Client,
  lane: LoadLane,
  steps: readonly RequestTemplate[],
  { keepsCookies }: ClientSession,
): void {
  let headers: RawHeaders = [];
  let body = '';
  const onResponse = (_status: number, answerBody: string): void => {
    body = answerBody;
  };
  (client as EventEmitter).on('headers', (answer: { readonly headers: RawHeaders }) => {
    headers = answer.headers;
  });
  client.on('response', (status, _bytes, latencyMs) => lane.answered({ status, headers, body, latencyMs }));
  const current = (): autocannon.Request => toAutocannonRequest(lane.next()?.request ?? nothingLeft);
  const requestOf = (step: RequestTemplate): autocannon.Request =>
    keepsCookies || isTemplated(step)
      ? { setupRequest: (request) => ({ ...request, ...current() }), onResponse }
      : { ...toAutocannonRequest(fillTemplate(step, noValues)), onResponse };
  client.setRequests(steps.map(requestOf));
}

const noValues: ValueSource = { lookUp: () => undefined, all: () => ({ n: 0, uuid: '', random: 0 }) };

/** A request for the case that the lane has no turn. It is never sent. */
const nothingLeft: WireRequest = { method: 'GET', path: '/', headers: {}, body: null };

function toAutocannonRequest({ method, path, headers, body }: WireRequest): autocannon.Request {
  return { method: method as NonNullable<autocannon.Request['method']>, path, headers, body: body ?? undefined };
}
