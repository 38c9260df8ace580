import type { MetricId } from '../../model/metrics.js';
import { type FlooredBlock, floorValue, type MetricBlock, metricBlocks } from '../endpoint-blocks.js';
import { estimationSpan } from './estimation-span.js';
import type { JudgingContext, MetricJudgement } from './metric-judgement.js';

/**
 * Metrics that must be back where they were whenever the target is at rest, whatever they grow by: a pool hides a leak
 * from every slope, because at its size the growth stops. The number is how far above the first floor is still no proof:
 * one client may be kept on purpose (LISTEN, an advisory lock), a transaction may not.
 */
const tolerableAtRest: Readonly<Record<MetricId, number>> = {
  'pg.idleInTransaction': 0,
  'pool.checkedOut': 1,
  'pool.waiting': 0,
};

/** Whether a metric must be back at its first level whenever the target is at rest, whoever was driven meanwhile. */
export const mustComeBack = (metric: MetricId): boolean => tolerableAtRest[metric] !== undefined;

/** Floors in a row that must show it: settling can be fooled once, not over this many blocks. */
const fewestFloors = 5;

/** Growth per request in the blocks that grew: the rate at which it was lost until something bounded it. */
function rateWhileGrowing(blocks: readonly MetricBlock[]): number {
  const growing = blocks.filter(({ growth }) => growth > 0);
  const requests = growing.reduce((sum, block) => sum + block.requests, 0);
  return requests === 0 ? 0 : growing.reduce((sum, block) => sum + block.growth, 0) / requests;
}

/** How far the newest floors all stand above the endpoint's first one; 0 when some settled floor was back. */
function heldAbove(blocks: readonly FlooredBlock[], metric: MetricId): number {
  // A pool that the first request creates has no reading before it: then the first floor that has one counts.
  const [first] = blocks.flatMap(({ before }) => floorValue(before, metric) ?? []);
  const newest = blocks.slice(-fewestFloors).filter(({ after }) => after.settled);
  if (first === undefined || newest.length < fewestFloors) return 0;
  return Math.max(0, Math.min(...newest.map(({ after }) => (floorValue(after, metric) ?? first) - first)));
}

/**
 * Judges what must be nothing at rest. It only ever accuses; without an accusation the metric's growth decides.
 *
 * @returns null when the metric may hold a level, or came back.
 */
export function judgeAtRest(
  metric: MetricId,
  blocks: readonly FlooredBlock[],
  context: JudgingContext,
): MetricJudgement | null {
  const tolerable = tolerableAtRest[metric];
  if (tolerable === undefined) return null;
  const own = metricBlocks(blocks, metric);
  const growth = own.reduce((sum, block) => sum + block.growth, 0);
  const held = Math.min(growth, heldAbove(blocks, metric));
  if (held <= tolerable) return null;
  const estimate = rateWhileGrowing(own);
  const reason = `${held} stay at rest, where there must be ${tolerable === 0 ? 'none' : `at most ${tolerable}`}.`;
  // As many as stay were lost in all these requests, and perhaps in a few of them.
  const low = held / own.reduce((sum, { requests }) => sum + requests, 0);
  const perRequest = { estimate, low, high: Math.max(1, estimate) };
  const { tolerance } = context;
  return {
    metric,
    unit: 'count',
    verdict: 'leaking',
    perRequest,
    tolerance,
    minimumDetectable: null,
    reason,
    growth,
    pValue: null,
    needsMore: false,
    ...estimationSpan(own, own),
  };
}
