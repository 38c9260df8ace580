import type { GaugeSample, ServerCount } from '../recording/pool-event.js';
import type { Span, Timeline } from './build-timeline.js';

/** What a picture shows, in numbers. */
export interface TimelineSummary {
  readonly opened: number;
  readonly closed: number;
  readonly openAtEnd: number;
  readonly peakBusy: number;
  readonly peakWaiting: number;
  readonly served: number;
  readonly failed: number;
  readonly stillWaiting: number;
  readonly longestWaitMs: number;
  /** As the server counted them. */
  readonly serverPeak: number;
  readonly serverAtEnd: number;
  /** What those that gave up were told, each text once. */
  readonly errors: readonly string[];
}

export function summarizeTimeline(
  { connections, waits }: Timeline,
  gauges: readonly GaugeSample[],
  serverCounts: readonly ServerCount[],
): TimelineSummary {
  const closed = connections.filter((life) => life.closed !== null).length;
  const withOutcome = (wanted: string): number => waits.filter(({ outcome }) => outcome === wanted).length;
  const busy = connections.flatMap(({ spans }) => spans.filter(({ phase }) => phase === 'busy'));
  return {
    opened: connections.length,
    closed,
    openAtEnd: connections.length - closed,
    peakBusy: peakOverlap(busy),
    peakWaiting: Math.max(0, ...gauges.map(({ waiting }) => waiting)),
    served: withOutcome('served'),
    failed: withOutcome('gave-up'),
    stillWaiting: withOutcome('waiting'),
    longestWaitMs: Math.max(0, ...waits.map(({ fromMs, toMs }) => toMs - fromMs)),
    serverPeak: Math.max(0, ...serverCounts.map((count) => count.connections)),
    serverAtEnd: serverCounts.at(-1)?.connections ?? 0,
    errors: [...new Set(waits.flatMap(({ error }) => error ?? []))],
  };
}

/** The most spans at one moment. A span that begins where another ends does not overlap it. */
export function peakOverlap(spans: readonly Pick<Span, 'fromMs' | 'toMs'>[]): number {
  const turns = spans
    .flatMap(({ fromMs, toMs }) => [
      { atMs: fromMs, change: 1 },
      { atMs: toMs, change: -1 },
    ])
    .sort((a, b) => a.atMs - b.atMs || a.change - b.change);
  let now = 0;
  let peak = 0;
  for (const { change } of turns) {
    now += change;
    peak = Math.max(peak, now);
  }
  return peak;
}
