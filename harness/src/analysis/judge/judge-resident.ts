import { agentMemory } from '../../model/runtimes/catalogue.js';
import { MiB } from '../../model/units.js';
import { type FlooredBlock, type MetricBlock, recordedBlocks } from '../endpoint-blocks.js';
import { isSuspicious } from './is-suspicious.js';
import { judgeBytes } from './judge-bytes.js';
import type { JudgingContext, MetricJudgement } from './metric-judgement.js';

/**
 * Resident growth below this is the allocator's own: V8 sizes its young generation up to 3 × 16 MiB under load and glibc
 * keeps freed pages by arena. Higher misses slow native leaks, lower accuses every warm process.
 */
const allocatorNoiseBytes = 48 * MiB;

/** Resident growth less what the memory that agents read explains of it, block by block. */
export function unexplainedBlocks(blocks: readonly FlooredBlock[]): readonly MetricBlock[] {
  return blocks.flatMap((block) => {
    const [resident] = recordedBlocks([block], 'rssBytes');
    if (resident === undefined) return [];
    const explained = agentMemory.reduce((sum, metric) => sum + (recordedBlocks([block], metric)[0]?.growth ?? 0), 0);
    return [{ ...resident, growth: resident.growth - Math.max(0, explained) }];
  });
}

/**
 * Judges resident memory, the last witness: it accuses only growth that heap and buffers do not explain, that persists
 * over doublings and that is far above what an allocator keeps for itself. Short of that its verdict is never a reason
 * to call an endpoint anything; where it is suspicious, the experiment goes on as long as the budget lasts.
 */
export function judgeResident(blocks: readonly FlooredBlock[], context: JudgingContext): MetricJudgement {
  const judgement = judgeBytes('rssBytes', unexplainedBlocks(blocks), context);
  const isAllocators = judgement.verdict === 'leaking' && judgement.growth < allocatorNoiseBytes;
  // The rate is that of the unexplained part alone: among floors of all resident memory its line would lie astray.
  const { estimatedOver: _unexplained, ...held }: MetricJudgement = isAllocators
    ? { ...judgement, verdict: 'inconclusive', reason: 'Within what an allocator keeps for itself.' }
    : judgement;
  return { ...held, needsMore: !context.isOver && isSuspicious(held) };
}
