import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { BlockRecord } from '../../model/block.js';
import { metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import type { TimerGroup } from '../../model/target.js';
import { blocksTo } from '../endpoint-blocks.js';
import { memoizeByList } from '../memoize.js';
import { mostEventsAtAnyTime } from '../statistics/anytime-bound.js';
import type { MetricJudgement } from './metric-judgement.js';

/** Share of a budget that the wait for a timer may take. */
const waitingShare = 0.6;

/** How long a run of this budget can wait for timers, in milliseconds. */
export const longestTimerWaitMs = ({ budgetMs }: Pick<AnalysisSettings, 'budgetMs'>): number => waitingShare * budgetMs;

/** A budget, in milliseconds, that leaves time to wait for timers of this delay. */
export const budgetFor = (delayMs: number): number => delayMs / waitingShare;

/** What a timer holds for longer is as good as lost: at 100 requests a second it then holds 60,000 things. */
const longestDelayMs = 600_000;

/** Nearly all of the growth of a count must be among the timers, for they are listed one by one. */
const explainingShare = 0.8;

/** For memory fewer are enough: it may hang on timers that only some requests set. */
const smallestTimersPerRequest = 0.05;

/** Fewer timers than this are the application's own, or its framework's. */
const fewestTimers = 8;

/** This share of the timers, those with the longest delay, are the application's own as well. */
const longestShare = 0.05;

/**
 * Timers are handles themselves, and memory may hang on them. Connections are closed by timers too rarely for a wait.
 */
function mayHangOnTimers({ metric, unit }: Pick<MetricJudgement, 'metric' | 'unit'>): boolean {
  return metric === 'handles.Timeout' || (unit === 'bytes' && metricDefinition(metric)?.role === 'accuses');
}

/** The latest look at the pending timers. */
interface Look {
  /** The idle block that began with the look; undefined where nobody looked. */
  readonly idle: BlockRecord | undefined;
  /** Blocks before the look. */
  readonly before: readonly BlockRecord[];
  /** Blocks from the look on. */
  readonly since: readonly BlockRecord[];
}

const latestLook = memoizeByList((blocks: TargetRecording['blocks']): Look => {
  const looked = blocks.findLastIndex(({ timers }) => timers !== undefined);
  if (looked === -1) return { idle: undefined, before: [], since: [] };
  return { idle: blocks[looked], before: blocks.slice(0, looked), since: blocks.slice(looked) };
});

/** Whether timers may hold what grew, and the latest look could not tell them. */
export const areTimersUnknown = ({ blocks }: TargetRecording, judgement: MetricJudgement): boolean =>
  mayHangOnTimers(judgement) && latestLook(blocks).idle?.timers === null;

/** After this many times the requests there is a new look. A look at each block would cost more than the load. */
const requestsUntilNextLook = 8;

/** Requests that clear a metric when all of its growth has come back. Memory is not accused before there are enough. */
const requestsToClear = ({ unit, tolerance }: MetricJudgement): number =>
  unit === 'count' ? mostEventsAtAnyTime(0) / tolerance : 0;

const requestsOf = (blocks: readonly BlockRecord[], endpoint: string): number =>
  blocksTo(blocks, endpoint).reduce((sum, { requests }) => sum + requests, 0);

/** Requests to an endpoint since a moment. Of a block that had begun before, the share of its time counts. */
function requestsSince(blocks: readonly BlockRecord[], endpoint: string, sinceMs: number): number {
  return blocksTo(blocks, endpoint)
    .filter(({ endMs }) => endMs > sinceMs)
    .reduce((sum, { requests, startMs, endMs }) => {
      const share = Math.min(1, (endMs - sinceMs) / Math.max(1, endMs - startMs));
      return sum + share * requests;
    }, 0);
}

/** Timers without the few that have the longest delay. */
function withoutStragglers(groups: readonly TimerGroup[]): readonly TimerGroup[] {
  const spare = longestShare * groups.reduce((sum, { count }) => sum + count, 0);
  let longer = 0;
  return groups
    .toSorted((a, b) => b.delayMs - a.delayMs)
    .filter(({ count }) => {
      longer += count;
      return longer > spare;
    });
}

/**
 * Timers that fire once, where they are enough to explain the growth of a metric at the latest look.
 *
 * @param requestsWithin how many requests came within this many milliseconds before that look.
 */
function holdingTimers(
  timers: readonly TimerGroup[],
  { unit, growth }: MetricJudgement,
  requests: number,
  requestsWithin: (ms: number) => number,
): readonly TimerGroup[] {
  const isCount = unit === 'count';
  // The count of handles leaves out timers that keep no process alive.
  const counted = timers.filter(({ keepsAlive }) => keepsAlive || !isCount);
  const once = counted.filter(({ isRepeating, delayMs }) => !isRepeating && delayMs <= longestDelayMs);
  const holding = withoutStragglers(once).filter(({ delayMs }) => requestsWithin(delayMs) > 0);
  const sumOf = (groups: readonly TimerGroup[]): number => groups.reduce((sum, { count }) => sum + count, 0);
  const held = sumOf(holding);
  if (held < fewestTimers) return [];
  const perRequest = isCount ? growth / Math.max(1, requests) : 1;
  const explained = holding.reduce(
    (sum, { count, delayMs }) => sum + count / (perRequest * requestsWithin(delayMs)),
    0,
  );
  const repeated = sumOf(counted.filter(({ isRepeating }) => isRepeating));
  const isExplainedByIntervals = isCount && repeated >= explainingShare * growth;
  return isExplainedByIntervals || explained < (isCount ? explainingShare : smallestTimersPerRequest) ? [] : holding;
}

/** Pending timers that may free what a metric grew by. */
export interface PendingTimers {
  /** The longest of their delays. */
  readonly delayMs: number;
  /** Until the last of them fires. After new requests it is the delay, for these set timers anew. */
  readonly leftMs: number;
  /** There were too few requests for a wait to decide: in all, or since the target was last left alone for timers. */
  readonly isEarly: boolean;
}

/**
 * The timers that may free what a metric grew by; null where there are none, or where a wait for them is due: they have
 * fired, or there were many more requests.
 *
 * @param isOver no further block will come.
 */
export function pendingTimers(
  recording: TargetRecording,
  endpoint: string,
  judgement: MetricJudgement,
  isOver: boolean,
): PendingTimers | null {
  const { blocks } = recording;
  const { idle, before, since } = latestLook(blocks);
  if (idle === undefined || !mayHangOnTimers(judgement)) return null;
  const requests = requestsOf(blocks, endpoint);
  const requestsWithin = (ms: number): number => requestsSince(before, endpoint, idle.startMs - ms);
  const holding = holdingTimers(idle.timers ?? [], judgement, requests, requestsWithin);
  if (holding.length === 0) return null;
  const delayMs = Math.max(...holding.map((group) => group.delayMs));
  if (since.length > blocksTo(since, null).length) {
    const due = Math.max(requestsToClear(judgement), requestsUntilNextLook * requestsOf(before, endpoint));
    if (requests >= due) return null;
    return { delayMs, leftMs: delayMs, isEarly: true };
  }
  const waitedMs = since.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const leftMs = Math.max(0, ...holding.map(({ longestLeftMs }) => longestLeftMs - waitedMs));
  return leftMs > 0 ? { delayMs, leftMs, isEarly: !isOver && requests < requestsToClear(judgement) } : null;
}
