import type { Endpoint } from '../model/endpoint.js';
import type { LoadGenerator } from '../model/load.js';
import type { RunningService } from '../model/service.js';

/** The blocks are small, so that endpoints alternate and the servers' limits are checked often. */
const blockRequests = 50;
/**
 * Size of the first block of an endpoint. It shows which servers the endpoint connects to, and is too small to exhaust
 * one.
 */
const scoutRequests = 4;
/**
 * As in a leak run, at most half of what a server can take is used. With more, the profile would mainly show waiting.
 */
const headroomShare = 0.5;

export interface ProfileLoad {
  readonly endpoints: readonly Endpoint[];
  readonly load: LoadGenerator;
  readonly services: readonly RunningService[];
  /** Number of units to send to each endpoint at most. */
  readonly requests: number;
  readonly connections: number;
  readonly timeoutMs: number;
}

/** What was sent to one endpoint, and why nothing more was sent. */
export interface DrivenEndpoint {
  readonly endpoint: string;
  readonly sent: number;
  /**
   * Number of requests that were refused, timed out, or were answered with an unexpected status. Requests that were
   * under way when time was up are not counted.
   */
  readonly failed: number;
  readonly firstFailure: string | null;
  readonly stoppedBy: 'requests' | 'headroom' | 'time';
}

interface Progress extends DrivenEndpoint {
  /** Servers that had more connections after the last block than before. */
  readonly raised: readonly RunningService[];
}

const untouched = ({ id }: Endpoint): Progress => ({
  endpoint: id,
  sent: 0,
  failed: 0,
  firstFailure: null,
  stoppedBy: 'time',
  raised: [],
});

const readCounts = (services: readonly RunningService[]): Promise<readonly number[]> =>
  Promise.all(services.map(({ observer }) => observer.count()));

/** Number of units that the servers of this endpoint can take, even if each unit keeps a connection. */
async function readHeadroom(raised: readonly RunningService[]): Promise<number> {
  const counts = await readCounts(raised);
  const rooms = raised.map(({ maxConnections }, index) => maxConnections * headroomShare - (counts[index] ?? 0));
  return Math.max(0, Math.floor(Math.min(Number.POSITIVE_INFINITY, ...rooms)));
}

/** Runs `work` and tells which servers have more connections after it. */
async function watchServers<T>(services: readonly RunningService[], work: () => Promise<T>) {
  const before = await readCounts(services);
  const value = await work();
  const after = await readCounts(services);
  return { value, raised: services.filter((_, index) => (after[index] ?? 0) > (before[index] ?? 0)) };
}

/** Sends the endpoint's next block, or decides that there is none. */
async function sendBlock(plan: ProfileLoad, endpoint: Endpoint, sofar: Progress, signal: AbortSignal) {
  const headroom = await readHeadroom(sofar.raised);
  if (headroom < 1) return { ...sofar, stoppedBy: 'headroom' } as const;
  const usual = sofar.sent === 0 ? scoutRequests : blockRequests;
  const requests = Math.min(usual, plan.requests - sofar.sent, headroom);
  const { connections, timeoutMs } = plan;
  // The `{n}` of a template goes on where the previous block ended, so that every unit has its own.
  const block = { endpoint, requests, connections, timeoutMs, firstN: sofar.sent + 1 };
  const { value, raised } = await watchServers(plan.services, () => plan.load.run(block, signal));
  const sent = sofar.sent + value.sent;
  return {
    endpoint: sofar.endpoint,
    sent,
    failed: sofar.failed + value.errors + value.timeouts + value.unexpected,
    firstFailure: sofar.firstFailure ?? value.firstFailure,
    stoppedBy: sent >= plan.requests ? 'requests' : 'time',
    raised,
  } as const;
}

/** Drives the endpoints in turn until each has had its requests, a server's headroom is used up, or `signal` aborts. */
export async function driveEndpoints(plan: ProfileLoad, signal: AbortSignal): Promise<readonly DrivenEndpoint[]> {
  const progress = new Map<Endpoint, Progress>(plan.endpoints.map((endpoint) => [endpoint, untouched(endpoint)]));
  const undecided = new Set(plan.endpoints);
  while (undecided.size > 0 && !signal.aborted) {
    for (const endpoint of undecided) {
      if (signal.aborted) break;
      const after = await sendBlock(plan, endpoint, progress.get(endpoint) ?? untouched(endpoint), signal);
      progress.set(endpoint, after);
      if (after.stoppedBy !== 'time') undecided.delete(endpoint);
    }
  }
  return [...progress.values()].map(({ raised: _, ...driven }) => driven);
}
