import { type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import { asOneBlock, type BlockGroup, type FlooredBlock, type MetricBlock, metricBlocks } from '../endpoint-blocks.js';
import { gatherByteEvidence } from './byte-evidence.js';
import { judgeCode } from './judge-code.js';
import { judgeResident, unexplainedBlocks } from './judge-resident.js';
import type { JudgingContext, MetricJudgement } from './metric-judgement.js';

/** What blocks did to a metric; to resident memory, what heap and buffers do not explain. */
export const witnessedBlocks = (blocks: readonly FlooredBlock[], metric: MetricId): readonly MetricBlock[] =>
  metric === 'rssBytes' ? unexplainedBlocks(blocks) : metricBlocks(blocks, metric);

const growsForGood = (blocks: readonly MetricBlock[], tolerance: number): boolean =>
  gatherByteEvidence(blocks, tolerance)?.isPersistentGrowth === true;

/**
 * Whether memory grows for good, by more than the tolerance of each request that one endpoint sent of all in a group. A last
 * witness has to be ready to accuse.
 */
export function isGrowing(
  metric: MetricId,
  blocks: readonly (MetricBlock & { readonly group: BlockGroup })[],
  tolerance: number,
): boolean {
  const groups = blocks.map(({ group }) => group);
  const members = groups.reduce((sum, group) => sum + group.blocks.length, 0) / Math.max(1, groups.length);
  const ofOne = tolerance / Math.max(1, members);
  if (metricDefinition(metric)?.role !== 'last-witness') return growsForGood(blocks, ofOne);
  const context = { tolerance: ofOne, isHeadroomSpent: false, hasFreshInput: false, isOver: false };
  return judgeOf(metric)(groups.flatMap(asOneBlock), context).verdict === 'leaking';
}

const judgeOf = (metric: MetricId): typeof judgeResident => (metric === 'rssBytes' ? judgeResident : judgeCode);

/** A last witness, of all endpoints that were driven together. While all of them make it grow for good they are not done. */
export function judgeWitness(
  metric: MetricId,
  groups: readonly BlockGroup[],
  context: JudgingContext,
): MetricJudgement {
  const blocks = groups.flatMap(asOneBlock);
  const needsMore = !context.isOver && growsForGood(witnessedBlocks(blocks, metric), context.tolerance);
  return { ...judgeOf(metric)(blocks, context), growth: 0, needsMore };
}
