import type { MetricId } from '../../model/metrics/catalogue.js';
import { agentMemory } from '../../model/runtimes/catalogue.js';
import { MiB } from '../../model/units.js';
import { type FlooredBlock, type MetricBlock, metricBlocks, recordedBlocks } from '../endpoint-blocks.js';
import { judgeBytes } from './judge-bytes.js';
import type { JudgingContext, MetricJudgement } from './metric-judgement.js';

/**
 * Resident growth below this is the allocator's own: V8 sizes its young generation up to 3 × 16 MiB under load, and glibc
 * keeps freed pages by arena. Higher misses slow native leaks, lower accuses every warm process.
 */
const allocatorNoiseBytes = 48 * MiB;

/**
 * Code that grows by less than this belongs to a program that is still being compiled and optimised: a small Express
 * service holds 8 MB of code when it is warm, and 1 MB comes with the first 200 requests. Higher misses slow leaks of code,
 * lower accuses large programs that warm up.
 */
const warmUpBytes = 8 * MiB;

/** Growth that there may be without a leak. Nothing is accused below it. */
interface HarmlessGrowth {
  readonly bytes: number;
  readonly reason: string;
}

const ofAllocator: HarmlessGrowth = {
  bytes: allocatorNoiseBytes,
  reason: 'No more than what an allocator keeps for itself.',
};

const ofCompiler: HarmlessGrowth = {
  bytes: warmUpBytes,
  reason: 'No more than what a program takes while it is compiled and optimised.',
};

/** Resident growth without the part that the memory read by agents explains, block by block. */
function unexplainedBlocks(blocks: readonly FlooredBlock[]): readonly MetricBlock[] {
  return blocks.flatMap((block) => {
    const [resident] = recordedBlocks([block], 'rssBytes');
    if (resident === undefined) return [];
    const explained = agentMemory.reduce((sum, metric) => sum + (recordedBlocks([block], metric)[0]?.growth ?? 0), 0);
    return [{ ...resident, growth: resident.growth - Math.max(0, explained) }];
  });
}

/** What blocks did to a metric. Of resident memory it is the part that heap and buffers do not explain. */
export const witnessedBlocks = (blocks: readonly FlooredBlock[], metric: MetricId): readonly MetricBlock[] =>
  metric === 'rssBytes' ? unexplainedBlocks(blocks) : metricBlocks(blocks, metric);

/**
 * Whether growth above the tolerance is worth a longer look while there is time: it is surely above zero, or it
 * persists over two doublings of requests and only comes in lumps.
 */
function isSuspicious({ verdict, perRequest, tolerance, requestsToProof }: MetricJudgement): boolean {
  if (verdict !== 'inconclusive' || perRequest === null || perRequest.estimate <= tolerance) return false;
  return perRequest.low > 0 || requestsToProof !== undefined;
}

/** The rate is that of the unexplained part alone. Its line would not fit the floors of all resident memory. */
function withoutLine({ estimatedOver: _ofUnexplained, ...judgement }: MetricJudgement): MetricJudgement {
  return judgement;
}

/**
 * Judges a last witness: resident memory, or V8's own part of the heap, which grows in a service that keeps making
 * functions from new text. It accuses only growth that nothing else explains, that persists over doublings, and that is
 * far above what allocator and compiler need. Short of that its verdict decides nothing about an endpoint. Where it is
 * suspicious, the experiment goes on as long as the budget lasts.
 */
export function judgeLastWitness(
  metric: MetricId,
  blocks: readonly FlooredBlock[],
  context: JudgingContext,
): MetricJudgement {
  const harmless = metric === 'rssBytes' ? ofAllocator : ofCompiler;
  const judgement = judgeBytes(metric, witnessedBlocks(blocks, metric), context);
  const isHarmless = judgement.verdict === 'leaking' && judgement.growth < harmless.bytes;
  const judged: MetricJudgement = isHarmless
    ? { ...judgement, verdict: 'inconclusive', reason: harmless.reason }
    : judgement;
  const needsMore = !context.isOver && isSuspicious(judged);
  return { ...(metric === 'rssBytes' ? withoutLine(judged) : judged), needsMore };
}
