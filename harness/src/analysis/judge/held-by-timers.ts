import type { AnalysisSettings, BlockRecord, TargetRecording } from '../../model/recording.js';
import type { TimerGroup } from '../../model/target.js';
import { metricDefinition } from '../metric-rules.js';
import { poissonInterval } from '../statistics/poisson.js';
import { confidence, type MetricJudgement } from './metric-judgement.js';

/** Share of a budget that the wait for a timer may take. */
const waitingShare = 0.6;

/** How long a run of this budget can wait for what timers hold, in milliseconds. */
export const longestTimerWaitMs = ({ budgetMs }: Pick<AnalysisSettings, 'budgetMs'>): number => waitingShare * budgetMs;

/** A budget, in milliseconds, that leaves time to wait for timers of this delay. */
export const budgetFor = (delayMs: number): number => delayMs / waitingShare;

/** What a timer holds for longer is as good as lost: at 100 requests a second it holds 60,000 things by then. */
const longestHoldMs = 600_000;

/** Of a count, timers must explain as much as has to come back before an accusation is withdrawn. */
const explainingShare = 0.5;

/** Fewer of one delay than this share of what grew, or for memory of the requests, are the application's own affair. */
const smallestShare = 0.05;

/** Timers are handles, and memory may hang on them; connections are not closed by them often enough to wait. */
function mayBeHeld({ metric, unit }: Pick<MetricJudgement, 'metric' | 'unit'>): boolean {
  return metric === 'handles.Timeout' || (unit === 'bytes' && metricDefinition(metric)?.role === 'accuses');
}

/** Looking anew at each block would cost more than the load; by so many times the requests there is something to see. */
const requestsUntilNextLook = 8;

/** Requests that clear a metric of which all has come back; memory is not accused after fewer. */
const requestsToClear = ({ unit, tolerance }: MetricJudgement): number =>
  unit === 'count' ? poissonInterval(0, confidence).high / tolerance : 0;

function requestsOf(blocks: readonly BlockRecord[], endpoint: string, sinceMs = 0): number {
  return blocks
    .filter((block) => block.endpoint === endpoint && block.endMs >= sinceMs)
    .reduce((sum, { requests }) => sum + requests, 0);
}

/**
 * Timers that fire once and are enough to explain what a metric grew by, as of the latest look at them.
 *
 * @param requestsWithin how many requests came within so many milliseconds before that look.
 * @param perRequest growth of a count per request; 1 for memory, of which a timer may hold any amount.
 */
function holdingTimers(
  timers: readonly TimerGroup[],
  requestsWithin: (ms: number) => number,
  perRequest: number,
  leastShare: number,
): readonly TimerGroup[] {
  const holding = timers
    .filter(({ isRepeating, delayMs }) => !isRepeating && delayMs <= longestHoldMs)
    .map((group) => ({ group, share: group.count / Math.max(1, perRequest * requestsWithin(group.delayMs)) }))
    .filter(({ share }) => share >= smallestShare);
  const explained = holding.reduce((sum, { share }) => sum + share, 0);
  return explained < leastShare ? [] : holding.map(({ group }) => group);
}

/** Timers that may yet give back what a metric grew by. */
export interface Hold {
  /** Of the longest of them. */
  readonly delayMs: number;
  /** Until the last of them fires; after new requests, as long as theirs take. */
  readonly leftMs: number;
  /** There were too few requests, in all or since the target was last left alone for timers, for a wait to decide. */
  readonly isEarly: boolean;
}

/**
 * What timers hold of a metric's growth; null where there are none, or where a wait for them is due: they have fired, or
 * there were many more requests.
 *
 * @param longestWaitMs what takes longer is never waited for.
 * @param isOver no further block will come.
 */
export function heldByTimers(
  recording: TargetRecording,
  endpoint: string,
  judgement: MetricJudgement,
  longestWaitMs: number,
  isOver: boolean,
): Hold | null {
  const { blocks } = recording;
  const looked = blocks.findLastIndex(({ timers }) => timers !== undefined);
  const idle = blocks[looked];
  if (idle === undefined || !mayBeHeld(judgement)) return null;
  const before = blocks.slice(0, looked);
  const requestsWithin = (ms: number): number => requestsOf(before, endpoint, idle.startMs - ms);
  const [perRequest, leastShare] =
    judgement.unit === 'count'
      ? [judgement.growth / Math.max(1, requestsOf(blocks, endpoint)), explainingShare]
      : [1, smallestShare];
  const holding = holdingTimers(idle.timers ?? [], requestsWithin, perRequest, leastShare);
  const delayMs = Math.max(0, ...holding.map((group) => group.delayMs));
  const since = blocks.slice(looked);
  const requests = requestsOf(blocks, endpoint);
  if (since.some((block) => block.endpoint !== null)) {
    const due = Math.max(requestsToClear(judgement), requestsUntilNextLook * requestsOf(before, endpoint));
    const isHeld = delayMs > longestWaitMs || (delayMs > 0 && requests < due);
    return isHeld ? { delayMs, leftMs: delayMs, isEarly: requests < due } : null;
  }
  const waitedMs = since.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const leftMs = Math.max(0, ...holding.map(({ longestLeftMs }) => longestLeftMs - waitedMs));
  return leftMs > 0 ? { delayMs, leftMs, isEarly: !isOver && requests < requestsToClear(judgement) } : null;
}
