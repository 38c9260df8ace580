import type { EndpointLoad } from '../../model/endpoint-load.js';
import type { LoadResult } from '../../model/load.js';
import type { FlooredBlock } from '../endpoint-blocks.js';

export interface LoadSummary extends EndpointLoad {
  /** Units that did not end as expected: wrong status, error or timeout. */
  readonly failed: number;
  readonly firstFailure: string | null;
}

/** Up to this share, wrong answers do not void a measurement. They are reported all the same. */
export const tolerableFailureShare = 0.01;

type Counts = Readonly<Record<string, number>>;

function addUp(all: readonly Counts[]): Counts {
  const total: Record<string, number> = {};
  for (const [status, count] of all.flatMap(Object.entries<number>)) total[status] = (total[status] ?? 0) + count;
  return total;
}

/**
 * Answers that clients got and the target did not send. A status counts as the proxy's only as far as the target sent
 * fewer of it in the same block. Answers that no client got, because the proxy had given up, count for nobody.
 */
function fromProxy(loads: readonly LoadResult[]): Counts | null {
  const known = loads.flatMap(({ statuses, byTarget }) => (byTarget === undefined ? [] : [{ statuses, byTarget }]));
  if (known.length === 0) return null;
  return addUp(
    known.map(({ statuses, byTarget }) =>
      Object.fromEntries(
        Object.entries(statuses)
          .map(([status, count]) => [status, Math.max(0, count - (byTarget[status] ?? 0))] as const)
          .filter(([, count]) => count > 0),
      ),
    ),
  );
}

/** Adds up the blocks of one endpoint; latency and throughput come from its largest block, which is the steadiest. */
export function summarizeLoad(blocks: readonly FlooredBlock[]): LoadSummary {
  const loads = blocks.map(({ block }) => block.load);
  const sum = (pick: (load: (typeof loads)[number]) => number): number =>
    loads.reduce((total, load) => total + pick(load), 0);
  const largest = loads.reduce<(typeof loads)[number] | null>(
    (best, load) => (load.sent >= (best?.sent ?? 0) ? load : best),
    null,
  );
  const { p50, p95, p99 } = largest?.latencyMs ?? { p50: 0, p95: 0, p99: 0 };
  const sent = sum((load) => load.sent);
  const ok = sum((load) => load.ok);
  return {
    sent,
    ok,
    non2xx: sum((load) => load.non2xx),
    errors: sum((load) => load.errors),
    timeouts: sum((load) => load.timeouts),
    requestsPerSecond: largest?.requestsPerSecond ?? 0,
    latencyMs: { p50, p95, p99 },
    byStatus: addUp(loads.map(({ statuses }) => statuses)),
    fromProxy: fromProxy(loads),
    failed: sent - ok,
    firstFailure: loads.find((load) => load.firstFailure !== null)?.firstFailure ?? null,
  };
}

/** Whether so many requests failed that the endpoint was not really exercised. */
export function isLoadSpoilt(summary: LoadSummary): boolean {
  return summary.failed > tolerableFailureShare * summary.sent;
}

/**
 * Whether the endpoint no longer answered when it was last driven: a request on each connection, or most of them, got
 * no answer. Among the failures of all blocks a thousand good answers before that would hide it.
 */
export function isSilentAtEnd(blocks: readonly FlooredBlock[]): boolean {
  const last = blocks.at(-1)?.block;
  if (last === undefined) return false;
  const { sent, timeouts, errors } = last.load;
  const isEachWaiting = timeouts > 0 && timeouts >= Math.min(last.connections, sent);
  return isEachWaiting || timeouts + errors > sent / 2;
}

/** Blocks that must fail before an endpoint is given up. A single failure may come from the start of the service. */
const blocksBeforeGivingUp = 3;

/** Whether the endpoint does not work at all: less than half succeeded in each of the newest blocks. */
export function isEndpointBroken(blocks: readonly FlooredBlock[]): boolean {
  const newest = blocks.slice(-blocksBeforeGivingUp);
  return newest.length === blocksBeforeGivingUp && newest.every(({ block }) => block.load.ok < block.load.sent / 2);
}
