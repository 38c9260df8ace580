import { Agent, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

export interface Load {
  readonly requests: number;
  readonly concurrency: number;
}

/** What the clients saw of one load. Every request sent is accepted, refused or unanswered. */
export interface LoadOutcome {
  readonly sent: number;
  readonly accepted: number;
  /** Answered with an error, by status and reason. */
  readonly refused: Readonly<Record<string, number>>;
  /** Connection lost or no answer in time, by reason: nobody knows whether these were counted. */
  readonly unanswered: Readonly<Record<string, number>>;
  readonly tookMs: number;
  /** Of accepted requests, ascending. */
  readonly latenciesMs: readonly number[];
}

interface Answer {
  readonly kind: 'accepted' | 'refused' | 'unanswered';
  readonly reason: string;
}

/** Longer than a request waits in a service that is merely slow. */
const requestTimeoutMs = 30_000;

/** A service that is down is asked again, but not as fast as the processor can. */
const afterLostConnectionMs = 10;

/** Clients that send one hit after the other, `concurrency` of them, until all are sent or the signal aborts. */
export async function driveHits(baseUrl: URL, load: Load, signal?: AbortSignal): Promise<LoadOutcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.concurrency });
  const tally = createTally();
  const startMs = performance.now();
  let left = load.requests;
  const client = async (): Promise<void> => {
    while (left-- > 0 && !signal?.aborted) {
      const sentMs = performance.now();
      const answer = await sendHit(baseUrl, agent);
      tally.add(answer, performance.now() - sentMs);
      if (answer.kind === 'unanswered') await delay(afterLostConnectionMs);
    }
  };
  await Promise.all(Array.from({ length: load.concurrency }, client));
  agent.destroy();
  return tally.read(performance.now() - startMs);
}

function createTally() {
  const counts = { refused: new Map<string, number>(), unanswered: new Map<string, number>() };
  const latenciesMs: number[] = [];
  let sent = 0;
  return {
    add: ({ kind, reason }: Answer, latencyMs: number): void => {
      sent += 1;
      if (kind === 'accepted') latenciesMs.push(latencyMs);
      else counts[kind].set(reason, (counts[kind].get(reason) ?? 0) + 1);
    },
    read: (tookMs: number): LoadOutcome => ({
      sent,
      accepted: latenciesMs.length,
      refused: Object.fromEntries(counts.refused),
      unanswered: Object.fromEntries(counts.unanswered),
      tookMs,
      latenciesMs: latenciesMs.sort((a, b) => a - b),
    }),
  };
}

function sendHit(baseUrl: URL, agent: Agent): Promise<Answer> {
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException): void =>
      resolve({ kind: 'unanswered', reason: error.code ?? error.message });
    const sending = request(new URL('/api/hit', baseUrl), { method: 'POST', agent, timeout: requestTimeoutMs });
    sending.on('timeout', () => sending.destroy(new Error(`no answer in ${requestTimeoutMs} ms`)));
    sending.on('error', fail);
    sending.on('response', (response) => {
      const status = response.statusCode ?? 0;
      json(response).then((body) => resolve(judge(status, body)), fail);
    });
    sending.end();
  });
}

function judge(status: number, body: unknown): Answer {
  if (status >= 200 && status < 300) return { kind: 'accepted', reason: '' };
  const error = typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : 'no reason given';
  return { kind: 'refused', reason: `${status}: ${error}` };
}

/** How many, whatever the reason. */
export const countAll = (byReason: Readonly<Record<string, number>>): number =>
  Object.values(byReason).reduce((sum, count) => sum + count, 0);
