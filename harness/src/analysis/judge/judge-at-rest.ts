import { type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { GrowthEstimate } from '../../model/result.js';
import { type FlooredBlock, floorValue, type MetricBlock, metricBlocks } from '../endpoint-blocks.js';
import { poissonInterval } from '../statistics/poisson.js';
import { confidence, estimationSpan, type JudgingContext, type MetricJudgement } from './metric-judgement.js';

/** Whether a metric must be back at its first level whenever the target is at rest, whoever was driven meanwhile. */
export const mustComeBack = (metric: MetricId): boolean => metricDefinition(metric)?.mostAtRest !== undefined;

/** Floors in a row that must show it: settling can be fooled once, not over this many blocks. */
const fewestFloors = 5;

const sumOf = (blocks: readonly MetricBlock[], key: 'requests' | 'growth'): number =>
  blocks.reduce((sum, block) => sum + block[key], 0);

/** The blocks up to the last one that grew; in those behind it a full pool may have hidden what was lost. */
const whileGrowing = (blocks: readonly MetricBlock[]): readonly MetricBlock[] =>
  blocks.slice(0, 1 + blocks.findLastIndex(({ growth }) => growth > 0));

/**
 * Things lost per request until something bounded them, with an exact interval (Garwood). Where in its last block the bound
 * was met nobody knows, perhaps at its first request: only the blocks before it say how fast it can have been. Where there
 * are none, one request may have lost all.
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
