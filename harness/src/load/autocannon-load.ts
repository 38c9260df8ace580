import type { EventEmitter } from 'node:events';
import { performance } from 'node:perf_hooks';
import type autocannon from 'autocannon';
import type { RequestTemplate } from '../model/endpoint.js';
import type { LoadBlock, LoadGenerator } from '../model/load.js';
import { loadPart } from '../platform/load-part.js';
import { followLane } from './autocannon-client.js';
import { type BlockTally, createBlockTally } from './block-tally.js';
import { closeAfter } from './limited-load.js';
import { createLoadLane, type LoadLane } from './load-lane.js';
import { loadFailed } from './messages.js';
import { fillTemplate, isTemplated } from './request-template.js';

/**
 * How often autocannon looks whether it is done. Its default of a second would be paid by every block; looking costs
 * two histogram entries.
 */
const sampleIntervalMs = 5;

/** HEAD is missing on purpose: autocannon waits for the body that a `content-length` announces. */
const autocannonMethods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/** Whether autocannon can drive the endpoint; it can neither hang up early nor speak every method. */
export function canAutocannonDrive(endpoint: LoadBlock['endpoint']): boolean {
  return endpoint.steps.every(({ method, abort }) => abort === null && autocannonMethods.includes(method));
}

/** A quarter of what Leakline would load, and many commands send nothing. */
const loadAutocannon = () => loadPart('autocannon', async () => (await import('autocannon')).default);

/** Drives blocks with autocannon. `baseUrl` has no path. A run rejects with `START_FAILED` where autocannon cannot be loaded. */
export function createAutocannonLoad(baseUrl: string): LoadGenerator {
  return {
    async run(block, signal) {
      const tally = createBlockTally(block);
      const send = await loadAutocannon();
      const startMs = performance.now();
      if (signal.aborted || block.requests < 1) return tally.result(0);
      const endMs = await closeAfter(tally, block.longestMs, () => runInstance(send, baseUrl, block, tally, signal));
      return tally.result(endMs - startMs);
    },
  };
}

/** Resolves with the moment at which the last connection was done. */
async function runInstance(
  send: typeof autocannon,
  baseUrl: string,
  block: LoadBlock,
  tally: BlockTally,
  signal: AbortSignal,
): Promise<number> {
  let endMs = performance.now();
  const setupClient = (client: autocannon.Client): void => {
    const lane = createLoadLane(block.endpoint.steps, tally);
    followLane(client, lane, block.timeoutMs);
    sendSteps(client, lane, block.endpoint.steps);
    // Not in the types of autocannon, and the moment that matters: its own end comes with the next look at the clock.
    (client as EventEmitter).on('done', () => {
      endMs = performance.now();
    });
  };
  try {
    await untilDone(send, { ...optionsOf(baseUrl, block), setupClient }, tally, signal);
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
    // Only says "not by time": the lanes decide who sends how many.
    amount: block.requests,
    sampleInt: sampleIntervalMs,
    skipAggregateResult: true,
  };
}

/** Gives a connection its requests. The answer's body comes first, its status and latency right after it. */
function sendSteps(client: autocannon.Client, lane: LoadLane, steps: readonly RequestTemplate[]): void {
  let body = '';
  const keepBody = (_status: number, answerBody: string): void => {
    body = answerBody;
  };
  client.on('response', (status, _bytes, latencyMs) => lane.answered({ status, body, latencyMs }));
  lane.next();
  client.setRequests(steps.map((step) => ({ ...toAutocannonRequest(step, lane), onResponse: keepBody })));
}

/** A request that never changes is rendered once; a templated one anew for each unit. */
function toAutocannonRequest(step: RequestTemplate, lane: LoadLane): autocannon.Request {
  if (!isTemplated(step)) return render(step, 0);
  return { setupRequest: (request) => ({ ...request, ...render(step, lane.next()?.unit.n ?? 0) }) };
}

function render(step: RequestTemplate, n: number): autocannon.Request {
  const { path, headers, body } = fillTemplate(step, n);
  return { method: step.method as NonNullable<autocannon.Request['method']>, path, headers, body: body ?? undefined };
}
