import type { TargetRecording } from '../../model/recording.js';
import type { MetricBlock } from '../endpoint-blocks.js';
import { hasRunIntoLimit } from '../fatal-limits.js';
import { growthRate, pValueAbove } from '../statistics/growth-rate.js';
import { lastThreeDoublings, persists } from './doubling-windows.js';
import { estimationSpan } from './estimation-span.js';
import { confidence, type MetricJudgement } from './metric-judgement.js';

/** As for any growth of memory: a t interval over fewer differences is too trusting. */
const fewestBlocks = 5;

/**
 * Judges memory anew that ran out before there were enough blocks at full load. A small heap lasts for few requests, so
 * that the blocks of scouting count as well, all but the first: that one loads modules. The growth must be proven and
 * must have gone on over two doublings, as always; what bounded things hold was passed, for the limit was.
 *
 * @param blocks of the endpoint, in time order.
 * @returns the judgement as it was where the target did not run out of this metric, or nothing more is proven.
 */
export function judgeAtLimit(
  recording: TargetRecording,
  endpoint: string,
  judgement: MetricJudgement,
  blocks: readonly MetricBlock[],
): MetricJudgement {
  const { metric, unit, verdict, tolerance } = judgement;
  if (unit !== 'bytes' || verdict !== 'inconclusive' || !hasRunIntoLimit(recording, endpoint, metric)) return judgement;
  const seen = blocks.slice(1);
  const windows = lastThreeDoublings(seen);
  const rate = growthRate(seen, confidence);
  if (seen.length < fewestBlocks || windows === null || rate === null || rate.low <= tolerance) return judgement;
  const rates = windows.map(({ perRequest }) => perRequest);
  if (!persists(rates, tolerance) || seen.some(({ growth }) => growth < 0)) return judgement;
  const { estimate, low, high } = rate;
  return {
    ...judgement,
    ...estimationSpan(blocks, seen),
    verdict: 'leaking',
    perRequest: { estimate, low, high },
    minimumDetectable: (high - low) / 2,
    pValue: pValueAbove(rate, tolerance),
    reason: 'Grew at the same rate over two doublings of requests, until the target ran into its limit.',
  };
}
