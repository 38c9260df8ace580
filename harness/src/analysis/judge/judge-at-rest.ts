import { type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { GrowthEstimate } from '../../model/result.js';
import { type FlooredBlock, floorValue, type MetricBlock, metricBlocks } from '../endpoint-blocks.js';
import { poissonInterval } from '../statistics/poisson.js';
import { confidence, estimationSpan, type JudgingContext, type MetricJudgement } from './metric-judgement.js';

/** Whether a metric must be back at its first level whenever the target is at rest, whoever was driven meanwhile. */
export const mustComeBack = (metric: MetricId): boolean => metricDefinition(metric)?.mostAtRest !== undefined;

/** How many floors in a row must show it. A single floor may be read too early; so many in a row are not. */
const fewestFloors = 5;

const sumOf = (blocks: readonly MetricBlock[], key: 'requests' | 'growth'): number =>
  blocks.reduce((sum, block) => sum + block[key], 0);

/** The blocks up to the last one that grew. After it a full pool may have hidden further losses. */
const whileGrowing = (blocks: readonly MetricBlock[]): readonly MetricBlock[] =>
  blocks.slice(0, 1 + blocks.findLastIndex(({ growth }) => growth > 0));

/**
 * Things lost per request until something bounded them, with an exact interval (Garwood). Nobody knows where in its
 * last block the bound was met; it may have been at the first request. So only the blocks before that one say how fast
 * the loss can have been. Where there are none, one request may have lost all.
 *
 * @param growing blocks of which the last one grew, and all together did.
 */
function rateWhileGrowing(growing: readonly MetricBlock[]): GrowthEstimate {
  const lost = sumOf(growing, 'growth');
  const requests = sumOf(growing, 'requests');
  const estimate = lost / requests;
  const before = growing.slice(0, -1);
  const lostBefore = Math.max(0, Math.round(sumOf(before, 'growth')));
  const most = before.length === 0 ? lost : poissonInterval(lostBefore, confidence).high / sumOf(before, 'requests');
  const low = Math.min(estimate, poissonInterval(Math.round(lost), confidence).low / requests);
  return { estimate, low, high: Math.max(estimate, most) };
}

/**
 * By how much all of the newest floors stand above the first one of the endpoint; 0 where one of them did not, or had
 * not settled.
 */
function heldAbove(blocks: readonly FlooredBlock[], metric: MetricId): number {
  // A pool that the first request creates has no reading before it. The first floor with a reading counts then.
  const [first] = blocks.flatMap(({ before }) => floorValue(before, metric) ?? []);
  const newest = blocks.slice(-fewestFloors).filter(({ after }) => after.settled);
  if (first === undefined || newest.length < fewestFloors) return 0;
  return Math.max(0, Math.min(...newest.map(({ after }) => (floorValue(after, metric) ?? first) - first)));
}

/**
 * Judges a metric that must be back whenever the target is at rest. It only accuses: without an accusation the growth
 * of the metric decides.
 *
 * @returns null where the metric may hold a level, or came back.
 */
export function judgeAtRest(
  metric: MetricId,
  blocks: readonly FlooredBlock[],
  context: JudgingContext,
): MetricJudgement | null {
  const tolerable = metricDefinition(metric)?.mostAtRest;
  if (tolerable === undefined) return null;
  const own = metricBlocks(blocks, metric);
  const growth = own.reduce((sum, block) => sum + block.growth, 0);
  const held = Math.min(growth, heldAbove(blocks, metric));
  if (held <= tolerable) return null;
  const reason = `${held} stay at rest, where there must be ${tolerable === 0 ? 'none' : `at most ${tolerable}`}.`;
  const growing = whileGrowing(own);
  return {
    metric,
    unit: 'count',
    verdict: 'leaking',
    perRequest: rateWhileGrowing(growing),
    tolerance: context.tolerance,
    minimumDetectable: null,
    reason,
    growth,
    pValue: null,
    needsMore: false,
    ...estimationSpan(own, growing),
  };
}
