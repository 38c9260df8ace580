import { MiB } from '../../model/units.js';
import { type FlooredBlock, metricBlocks } from '../endpoint-blocks.js';
import { isSuspicious } from './is-suspicious.js';
import { judgeBytes } from './judge-bytes.js';
import type { JudgingContext, MetricJudgement } from './metric-judgement.js';

/**
 * Code that grows by less is that of a program which is still being compiled and optimised: a small Express service holds
 * 8 MB of it when it is warm, and 1 MB comes with the first 200 requests. Higher misses slow leaks of code, lower accuses
 * large programs that warm up.
 */
const warmUpBytes = 8 * MiB;

/**
 * Judges V8's own part of the heap, which a service leaks that makes functions of new text: a slow witness, for code
 * comes and goes with optimisation. Short of what a program takes to warm up it decides nothing; where it is
 * suspicious, the experiment goes on as long as the budget lasts.
 */
export function judgeCode(blocks: readonly FlooredBlock[], context: JudgingContext): MetricJudgement {
  const judgement = judgeBytes('heap.codeBytes', metricBlocks(blocks, 'heap.codeBytes'), context);
  const isWarmingUp = judgement.verdict === 'leaking' && judgement.growth < warmUpBytes;
  const held: MetricJudgement = isWarmingUp
    ? { ...judgement, verdict: 'inconclusive', reason: 'Within what a program takes to be compiled and optimised.' }
    : judgement;
  return { ...held, needsMore: !context.isOver && isSuspicious(held) };
}
