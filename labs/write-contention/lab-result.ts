import { countAll } from './drive-hits.js';
import type { KillRun } from './kills/run-kill.js';
import type { Contender, LoadRun } from './run-loads.js';

/** One load on one contender in figures. */
export interface LoadFigures {
  readonly contender: Contender;
  readonly load: LoadRun['load'];
  readonly sent: number;
  readonly accepted: number;
  readonly refused: number;
  readonly refusedBy: Readonly<Record<string, number>>;
  readonly unanswered: number;
  readonly unansweredBy: Readonly<Record<string, number>>;
  readonly stored: number;
  readonly lost: number;
  readonly doubled: number;
  readonly tookMs: number;
  readonly acceptedPerSecond: number;
  /** Of accepted hits; null when there are none. */
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number } | null;
  readonly drainMs: number;
}

export interface KillFigures extends Pick<KillRun, 'victim' | 'moment' | 'counted' | 'stored' | 'lost' | 'doubled'> {
  readonly sent: number;
  readonly accepted: number;
}

/** Everything the page and the table show. */
export interface LabResult {
  readonly startedAt: string;
  readonly durationMs: number;
  readonly environment: string;
  readonly loads: readonly LoadFigures[];
  readonly kills: readonly KillFigures[];
  /** The buffered twin stored what it accepted, no more and no less. */
  readonly isInvariantKept: boolean;
}

export function summarizeLoad({ outcome, ...run }: LoadRun): LoadFigures {
  const { sent, accepted, refused, unanswered, tookMs, latenciesMs } = outcome;
  return {
    ...run,
    sent,
    accepted,
    refused: countAll(refused),
    refusedBy: refused,
    unanswered: countAll(unanswered),
    unansweredBy: unanswered,
    tookMs,
    acceptedPerSecond: (accepted * 1_000) / tookMs,
    latencyMs: summarizeLatencies(latenciesMs),
  };
}

function summarizeLatencies(ascendingMs: readonly number[]): LoadFigures['latencyMs'] {
  const at = (share: number): number => ascendingMs[Math.ceil(share * ascendingMs.length) - 1] ?? 0;
  return ascendingMs.length === 0 ? null : { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

export function summarizeKill({ outcome, randomMs: _, ...run }: KillRun): KillFigures {
  return { ...run, sent: outcome.sent, accepted: outcome.accepted };
}

/** True when nothing that the buffered twin accepted is missing or counted twice, in no load and after no kill. */
export function isInvariantKept(loads: readonly LoadFigures[], kills: readonly KillFigures[]): boolean {
  const buffered = loads.filter(({ contender }) => contender === 'without-leak');
  return [...buffered, ...kills].every(({ lost, doubled }) => lost === 0 && doubled === 0);
}

/** How many times more hits per second the buffered twin accepted; null unless the other accepted some. */
export function throughputRatio(
  loads: readonly LoadFigures[],
  { requests, concurrency }: LoadRun['load'],
  against: Contender,
): number | null {
  const rateOf = (wanted: Contender): number =>
    loads.find(
      ({ contender, load }) => contender === wanted && load.requests === requests && load.concurrency === concurrency,
    )?.acceptedPerSecond ?? 0;
  const rate = rateOf(against);
  return rate === 0 ? null : rateOf('without-leak') / rate;
}
