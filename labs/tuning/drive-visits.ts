import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** What users got within the time that counts. Every request sent is answered or broken. */
export interface LoadOutcome {
  readonly tookMs: number;
  /** Answers by status, refusals of a proxy included. */
  readonly byStatus: Readonly<Record<string, number>>;
  /** Connections lost and silence, by reason. */
  readonly broken: Readonly<Record<string, number>>;
  /** Of answers below 400, ascending. */
  readonly latenciesMs: readonly number[];
}

export interface LoadPlan {
  readonly users: number;
  /** Answers that compile the code and fill the pools; or as many as there are after `longestWarmUpMs`. */
  readonly warmUpAnswers: number;
  readonly longestWarmUpMs: number;
  readonly measureMs: number;
}

const requestTimeoutMs = 10_000;
/** A service that refuses connections is asked again, but not as fast as the processor can. */
const afterBreakMs = 10;

const job = JSON.stringify({ prompt: 'test', width: 512, height: 512 });

/** One visit is two requests: one over PostgreSQL, and one over Redis to the queue. */
const visit = [
  { method: 'GET', path: '/api/characters', body: '' },
  { method: 'POST', path: '/api/generate', body: job },
] as const;

type Answer = { readonly status: number } | { readonly reason: string };

function send(url: string, step: (typeof visit)[number], agent: Agent): Promise<Answer> {
  return new Promise((resolve) => {
    const { method, path, body } = step;
    const sending = request(new URL(path, url), { method, agent, timeout: requestTimeoutMs });
    sending.on('timeout', () => sending.destroy(new Error(`no answer in ${requestTimeoutMs} ms`)));
    sending.on('error', (error: NodeJS.ErrnoException) => resolve({ reason: error.code ?? error.message }));
    sending.on('response', (response) => {
      response.on('end', () => resolve({ status: response.statusCode ?? 0 }));
      response.on('error', (error: NodeJS.ErrnoException) => resolve({ reason: error.code ?? error.message }));
      response.resume();
    });
    sending.end(body);
  });
}

function createTally() {
  const byStatus = new Map<number, number>();
  const broken = new Map<string, number>();
  const latenciesMs: number[] = [];
  return {
    add(answer: Answer, latencyMs: number): void {
      if ('reason' in answer) {
        broken.set(answer.reason, (broken.get(answer.reason) ?? 0) + 1);
        return;
      }
      byStatus.set(answer.status, (byStatus.get(answer.status) ?? 0) + 1);
      if (answer.status < 400) latenciesMs.push(latencyMs);
    },
    read: (tookMs: number): LoadOutcome => ({
      tookMs,
      byStatus: Object.fromEntries(byStatus),
      broken: Object.fromEntries(broken),
      latenciesMs: latenciesMs.sort((a, b) => a - b),
    }),
  };
}

/** Users that visit again and again, each over a connection of its own; what the warm-up answers does not count. */
export async function driveVisits(url: string, plan: LoadPlan): Promise<LoadOutcome> {
  const { users, warmUpAnswers, longestWarmUpMs, measureMs } = plan;
  const agent = new Agent({ keepAlive: true, maxSockets: users });
  const tally = createTally();
  const startMs = performance.now();
  let answers = 0;
  let fromMs: number | null = null;
  const isOver = (nowMs: number): boolean => fromMs !== null && nowMs >= fromMs + measureMs;
  const count = (answer: Answer, sentMs: number): void => {
    const nowMs = performance.now();
    if (fromMs !== null && !isOver(nowMs)) tally.add(answer, nowMs - sentMs);
    answers += 1;
    if (fromMs === null && (answers >= warmUpAnswers || nowMs - startMs >= longestWarmUpMs)) fromMs = nowMs;
  };
  const user = async (): Promise<void> => {
    while (!isOver(performance.now())) {
      for (const step of visit) {
        const sentMs = performance.now();
        const answer = await send(url, step, agent);
        count(answer, sentMs);
        if ('reason' in answer) await delay(afterBreakMs);
      }
    }
  };
  await Promise.all(Array.from({ length: users }, user));
  agent.destroy();
  return tally.read(measureMs);
}
