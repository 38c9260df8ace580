import { createSeededRandom } from '../../src/analysis/statistics/seeded-random.js';
import type { LoadResult } from '../../src/model/load.js';
import {
  type ByMetric,
  entriesByMetric,
  type MetricId,
  type MetricReadings,
} from '../../src/model/metrics/catalogue.js';
import type { TimerGroup } from '../../src/model/target.js';
import type { Growth } from './growth-functions.js';
import type { NoiseModel } from './noise.js';

interface SimulatedTimer extends Pick<TimerGroup, 'delayMs' | 'isRepeating'> {
  /** Default true. */
  readonly keepsAlive?: boolean;
  /** Of the requests. Default 1. */
  readonly share?: number;
}

export interface SimulatedEndpoint {
  readonly growth: ByMetric<Growth>;
  /** Service time of one request. Default 1 ms. */
  readonly latencyMs?: number;
  /** Share of requests that fail. Default 0. */
  readonly failureShare?: number;
  /** Answers 409 to what it was asked before, and keeps nothing of it. */
  readonly refusesRepeated?: boolean;
  /** Timers or intervals that each request leaves behind. */
  readonly timers?: readonly SimulatedTimer[];
}

/** A server as its floors show it: levels at rest, what each endpoint adds, and noise. */
export interface SimulatedServer {
  readonly atRest: MetricReadings;
  readonly noise?: ByMetric<NoiseModel>;
  readonly endpoints: Readonly<Record<string, SimulatedEndpoint>>;
  /** Requests per second that it answers at most, over any number of connections. Default 4,000. */
  readonly mostRequestsPerSecond?: number;
  /** Metrics that this server shows only from its first request on, e.g. the gauges of a pool made lazily. */
  readonly lazyMetrics?: readonly MetricId[];
  /** False: it has no interval that frees what it holds for a time. Default true. */
  readonly isSweeping?: boolean;
  /** False: its Node.js does not tell which timers wait to fire. Default true. */
  readonly tellsTimers?: boolean;
}

/** A simulated server that runs: it answers blocks and lets itself be read. */
export interface RunningSimulation {
  /** @param share of what the server can do; the rest is for others at the same time. */
  answer(endpoint: string, requests: number, connections: number, startMs: number, share?: number): LoadResult;
  /** Answers requests that were sent before. */
  answerAgain(endpoint: string, requests: number, connections: number, startMs: number): LoadResult;
  read(nowMs: number): MetricReadings;
  timers(nowMs: number): readonly TimerGroup[] | null;
  totalRequests(): number;
}

interface Served {
  requests: number;
  repeated: number;
  widestConnections: number;
  readonly log: { readonly startMs: number; readonly endMs: number; readonly before: number; readonly after: number }[];
}

function requestsBefore({ log }: Served, atMs: number): number {
  const entry = log.findLast(({ startMs }) => startMs <= atMs);
  if (entry === undefined) return 0;
  const share = Math.min(1, (atMs - entry.startMs) / Math.max(1e-9, entry.endMs - entry.startMs));
  return Math.floor(entry.before + share * (entry.after - entry.before));
}

function toLoadResult(requests: number, failed: number, durationMs: number, latencyMs: number): LoadResult {
  return {
    sent: requests,
    ok: requests - failed,
    non2xx: failed,
    unexpected: failed,
    errors: 0,
    timeouts: 0,
    requestsPerSecond: (1000 * requests) / durationMs,
    durationMs,
    latencyMs: { p50: latencyMs, p95: latencyMs, p99: latencyMs, max: latencyMs },
    statuses: failed === 0 ? { '200': requests } : { '200': requests - failed, '500': failed },
    firstFailure: failed === 0 ? null : '500 Internal Server Error',
  };
}

const sweep: TimerGroup = { delayMs: 1_000, isRepeating: true, keepsAlive: false, count: 1, longestLeftMs: 500 };

/** Starts a simulated server; the same seed gives the same noise. */
export function startSimulation(server: SimulatedServer, seed: number): RunningSimulation {
  const random = createSeededRandom(seed);
  const noise = new Map(entriesByMetric(server.noise ?? {}).map(([metric, model]) => [metric, model(random)]));
  const served = new Map<string, Served>(
    Object.keys(server.endpoints).map((id) => [id, { requests: 0, repeated: 0, widestConnections: 0, log: [] }]),
  );
  const total = (): number => [...served.values()].reduce((sum, { requests }) => sum + requests, 0);
  const servedOf = (id: string): Served =>
    served.get(id) ?? { requests: 0, repeated: 0, widestConnections: 0, log: [] };

  const level = (metric: MetricId, atRest: number, nowMs: number): number => {
    let value = atRest + (noise.get(metric)?.() ?? 0);
    for (const [id, { growth }] of Object.entries(server.endpoints)) {
      const own = servedOf(id);
      const { requests, repeated, widestConnections } = own;
      const distinctInputs = requests - repeated;
      const before = (atMs: number): number => requestsBefore(own, atMs);
      value += growth[metric]?.({ requests, distinctInputs, widestConnections, nowMs, requestsBefore: before }) ?? 0;
    }
    return Math.round(value);
  };

  const answer: RunningSimulation['answer'] = (id, requests, connections, startMs, share = 1) => {
    const { latencyMs = 1, failureShare = 0 } = server.endpoints[id] ?? { growth: {} };
    const perSecond = Math.min((1000 * connections) / latencyMs, share * (server.mostRequestsPerSecond ?? 4_000));
    const durationMs = (1000 * requests) / perSecond;
    const own = servedOf(id);
    own.log.push({ startMs, endMs: startMs + durationMs, before: own.requests, after: own.requests + requests });
    own.requests += requests;
    own.widestConnections = Math.max(own.widestConnections, connections);
    return toLoadResult(requests, Math.round(failureShare * requests), durationMs, latencyMs);
  };

  return {
    totalRequests: total,
    answer,
    answerAgain: (id, requests, connections, startMs) => {
      const own = servedOf(id);
      if (server.endpoints[id]?.refusesRepeated) {
        const load = toLoadResult(requests, requests, requests, 1);
        return { ...load, statuses: { '409': requests }, firstFailure: '409 Conflict' };
      }
      own.repeated += requests;
      return answer(id, requests, connections, startMs);
    },
    timers: (nowMs) => {
      if (server.tellsTimers === false) return null;
      const sweeps = server.isSweeping === false ? [] : [sweep];
      const left = Object.entries(server.endpoints).flatMap(([id, { timers = [] }]) => {
        const own = servedOf(id);
        const lastMs = own.log.at(-1)?.endMs;
        if (lastMs === undefined) return [];
        return timers.map(({ delayMs, isRepeating, keepsAlive = true, share = 1 }) => {
          const fired = isRepeating ? 0 : requestsBefore(own, nowMs - delayMs);
          const count = Math.round(share * (own.requests - fired));
          return { delayMs, isRepeating, keepsAlive, count, longestLeftMs: lastMs + delayMs - nowMs };
        });
      });
      return [...left, ...sweeps];
    },
    read: (nowMs) =>
      Object.fromEntries(
        entriesByMetric(server.atRest)
          .filter(([metric]) => total() > 0 || !(server.lazyMetrics ?? []).includes(metric))
          .map(([metric, atRest]) => [metric, level(metric, atRest, nowMs)] as const)
          // A target does not list the types of handles that it has none of.
          .filter(([metric, value]) => value !== 0 || !metric.startsWith('handles.')),
      ),
  };
}
