import type { AnalysisSettings } from '../../model/analysis-settings.js';
import { metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import { isHeapRead } from '../../model/runtimes/catalogue.js';
import type { TimerGroup } from '../../model/target.js';
import { endpointBlocks, metricBlocks } from '../endpoint-blocks.js';
import { type EndpointJudgement, openMetrics } from '../judge/conclude-endpoint.js';
import { isComingBack } from '../judge/cool-down.js';
import type { MetricJudgement } from '../judge/metric-judgement.js';
import { blocksInTurn } from './choose-turn.js';

/** Leaves the target alone, to see what comes back by itself. */
export interface IdleStep {
  readonly kind: 'idle';
  readonly waitMs: number;
  readonly reason: string;
  /** Whether the pending timers are read first. */
  readonly looksAtTimers: boolean;
}

/**
 * How long a suspected leak may take to come back by itself. Sockets and clients close within milliseconds; delayed
 * closes and small caches with a time to live take seconds.
 */
const shortCoolDownMs = 1_000;
const bytesCoolDownMs = 3_000;

/**
 * Entries that live no longer than this, counted from the first request, are seen to go during the load or the wait.
 */
const seenLifetimeMs = 7_500;

/** The longest wait while something keeps coming back. What takes longer is held for more than a run. */
const longestCoolDownMs = 15_000;

const isConnectionLike = ({ metric }: MetricJudgement): boolean =>
  metricDefinition(metric)?.unit === 'count' && !metric.startsWith('handles.');

/**
 * Whether a longer wait is needed. Bytes that a leaked connection explains need no longer a wait than the connection.
 */
const needsLong = ({ suspects }: { readonly suspects: readonly MetricJudgement[] }): boolean =>
  suspects.length > 0 && !suspects.some(isConnectionLike);

/** How long to wait for memory. The longer the load went on, the less of a lifetime is left. */
function bytesWaitMs({ blocks }: TargetRecording, endpoints: readonly string[]): number {
  const firstMs = endpoints.map((id) => blocks.find(({ endpoint }) => endpoint === id)?.startMs ?? 0);
  const loadMs = (blocks.findLast(({ endpoint }) => endpoint !== null)?.endMs ?? 0) - Math.max(...firstMs);
  return Math.max(shortCoolDownMs, Math.min(bytesCoolDownMs, Math.ceil(seenLifetimeMs - loadMs)));
}

/** How long the target has been left alone since the last request, in milliseconds. */
function idledMs(recording: TargetRecording): number {
  const lastLoaded = recording.blocks.findLastIndex(({ endpoint }) => endpoint !== null);
  return recording.blocks.slice(lastLoaded + 1).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}

/** Whether a metric grew and nothing is proven of it when time is up. */
const isOpenAtEnd = ({ verdict, growth }: MetricJudgement): boolean => verdict === 'inconclusive' && growth > 0;

/**
 * Whether a metric needs a wait. One that cannot be accused, because nobody knows the timers, can still be cleared by
 * coming back.
 */
const isSuspect = ({ verdict, isUnknowable }: MetricJudgement): boolean =>
  verdict === 'leaking' || isUnknowable === true;

/**
 * Whether a timer may still fire between the end of the short wait and that of a longer one. Node.js has one of its own
 * for the header `Date`: it is single, has fired within the short wait, keeps no process alive and is no interval.
 */
const isDue = ({ count, isRepeating, keepsAlive, longestLeftMs }: TimerGroup, waitMs: number): boolean =>
  count > 1 || (longestLeftMs <= waitMs && (isRepeating || keepsAlive || longestLeftMs > shortCoolDownMs));

/**
 * Whether memory may still come back by itself. Without requests only a timer can free it. So it may not where all
 * timers are known and none of them is due.
 */
function mayBeFreed({ blocks, floors }: TargetRecording, waitMs: number): boolean {
  const timers = blocks.findLast((block) => block.timers !== undefined)?.timers ?? null;
  const isRead = isHeapRead(floors[0]?.metrics ?? {});
  return timers === null || !isRead || timers.some((group) => isDue(group, waitMs));
}

/**
 * Plans the wait before anything is accused: a short one, and for memory the rest of a longer one where timers are due
 * or something has begun to come back. Further waits follow as long as what is accused keeps coming back. Blocks after
 * an idle time may have grown anew, so each accusation needs a cool-down of its own.
 *
 * @param isLast no further block will come, so what is undecided also gets the chance to be cleared by coming back.
 * @returns null when nothing is accused, or the wait is over.
 */
export function planCoolDown(
  recording: TargetRecording,
  judgements: readonly EndpointJudgement[],
  isLast: boolean,
): IdleStep | null {
  const suspected = judgements.map(({ endpoint, metrics }) => ({
    endpoint,
    suspects: metrics.filter((each) => isSuspect(each) || (isLast && isOpenAtEnd(each))),
  }));
  const suspects = suspected.flatMap((each) => each.suspects);
  const [first] = suspects;
  if (first === undefined) return null;
  const held = suspected.filter(needsLong).map(({ endpoint }) => endpoint);
  const looksAtTimers = held.length > 0;
  const idle = endpointBlocks(recording, null).at(-1);
  if (idle === undefined || recording.blocks.at(-1)?.endpoint !== null) {
    const reason = `waiting to see whether ${first.metric} comes back by itself`;
    return { kind: 'idle', waitMs: shortCoolDownMs, reason, looksAtTimers };
  }
  const wholeMs = looksAtTimers ? bytesWaitMs(recording, held) : shortCoolDownMs;
  const idled = idledMs(recording);
  const part = Math.min(1, idled / wholeMs);
  const returning = suspects.find(({ metric }) => isComingBack(idle, metric, judgements, part));
  const restMs = Math.ceil(wholeMs - idled);
  const waitMs = restMs > 0 ? restMs : wholeMs;
  const reason = `waiting while ${(returning ?? first).metric} comes back by itself`;
  const goesOn = returning !== undefined || (restMs > 0 && mayBeFreed(recording, wholeMs));
  return goesOn && idled + waitMs <= longestCoolDownMs ? { kind: 'idle', waitMs, reason, looksAtTimers: false } : null;
}

/** After a timer has fired, the code that it calls needs this long to free something. */
const afterFiringMs = 250;

/**
 * Plans a longer wait for a target that is being left alone: until the timers have fired that may free what would be
 * accused.
 *
 * @param judgements as if no further block would come.
 * @param longestWaitMs how long the target may be left alone for them in all.
 * @returns null when there are none, or they take too long.
 */
export function planTimerWait(
  recording: TargetRecording,
  judgements: readonly EndpointJudgement[],
  longestWaitMs: number,
): IdleStep | null {
  const leftMs = longestWaitMs - idledMs(recording);
  const waits = judgements
    .flatMap(({ metrics }) => metrics)
    .flatMap(({ metric, timersDueInMs = 0 }) =>
      timersDueInMs > 0 && timersDueInMs <= leftMs ? [{ metric, timersDueInMs }] : [],
    );
  const [longest] = waits.toSorted((a, b) => b.timersDueInMs - a.timersDueInMs);
  if (longest === undefined) return null;
  const waitMs = Math.ceil(longest.timersDueInMs) + afterFiringMs;
  return {
    kind: 'idle',
    waitMs,
    reason: `waiting for timers that may free ${longest.metric}`,
    looksAtTimers: false,
  };
}

/** Share of the budget that a pause may take. There is one before each long turn, and there may be several turns. */
const largestShareOfBudget = 0.05;

/**
 * Whether somebody holds memory for a time: it has fallen during some block by more than the tolerance lets it drift.
 */
function isHeldForATime(recording: TargetRecording, { metric, tolerance }: MetricJudgement): boolean {
  return recording.target.endpoints
    .flatMap((endpoint) => metricBlocks(endpointBlocks(recording, endpoint), metric))
    .some(({ growth, requests, phase }) => phase === 'measure' && growth < -tolerance * requests);
}

/**
 * Plans a pause before the long turn of an endpoint, so that what the others hold for some seconds does not go while it
 * is driven.
 *
 * @returns null where its turn goes on, or where nothing is held.
 */
export function planPause(
  recording: TargetRecording,
  endpoint: string,
  undecided: readonly EndpointJudgement[],
  { budgetMs }: Pick<AnalysisSettings, 'budgetMs'>,
): IdleStep | null {
  const last = recording.blocks.at(-1)?.endpoint ?? null;
  if (last === null || last === endpoint || endpointBlocks(recording, endpoint).length < blocksInTurn) return null;
  const open = openMetrics(undecided.find((judgement) => judgement.endpoint === endpoint)?.metrics ?? []);
  const held = open.find((judgement) => judgement.unit === 'bytes' && isHeldForATime(recording, judgement));
  if (held === undefined) return null;
  return {
    kind: 'idle',
    waitMs: Math.round(Math.min(bytesCoolDownMs, largestShareOfBudget * budgetMs)),
    reason: `waiting until other endpoints free ${held.metric} that they hold for a time`,
    looksAtTimers: false,
  };
}
