import { type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import {
  asOneBlock,
  type BlockGroup,
  blockGroups,
  drivenAlone,
  type FlooredBlock,
  groupConnections,
  type MetricBlock,
} from '../endpoint-blocks.js';
import { lastTwoDoublings } from '../judge/doubling-windows.js';
import { witnessedBlocks } from '../judge/judge-last-witness.js';
import { type MixedOutcome, mixedRates } from '../statistics/mixed-rates.js';

/** A group as one block, with what one metric grew by. */
export interface GroupGrowth extends MetricBlock {
  readonly group: BlockGroup;
}

/** What the groups of a target did to one metric. */
export interface MixedGrowth {
  readonly groups: readonly GroupGrowth[];
  /** Growth without what endpoints add by themselves that were driven alone since. */
  readonly unexplained: readonly GroupGrowth[];
}

const requestsByEndpoint = ({ blocks }: BlockGroup): ReadonlyMap<string, number> =>
  new Map(blocks.map(({ block }) => [block.endpoint ?? '', block.requests]));

/** The growth of a metric between the two floors of a group; empty where it was not read. */
function growthOf(group: BlockGroup, metric: MetricId): GroupGrowth[] {
  const [seen] = witnessedBlocks(asOneBlock(group), metric);
  return seen === undefined ? [] : [{ ...seen, connections: groupConnections(group), group }];
}

/**
 * Growth per request of an endpoint alone. The first of several blocks is left out: it loads modules and opens pools.
 */
function rateAlone(blocks: readonly FlooredBlock[], metric: MetricId): number {
  const seen = witnessedBlocks(blocks, metric);
  const settled = seen.length > 1 ? seen.slice(1) : seen;
  const requests = settled.reduce((sum, block) => sum + block.requests, 0);
  return Math.max(0, settled.reduce((sum, { growth }) => sum + growth, 0) / Math.max(1, requests));
}

const outcomeOf = ({ group, growth }: GroupGrowth): MixedOutcome => ({ requests: requestsByEndpoint(group), growth });

/** A block alone as a group of one: it shows what its endpoint adds. */
const groupOfOne = (block: FlooredBlock): BlockGroup => ({ blocks: [block], isSequential: false });

/** What endpoints that were driven alone add to a metric at each request. */
function ratesAlone(
  recording: TargetRecording,
  metric: MetricId,
  groups: readonly GroupGrowth[],
): ReadonlyMap<string, number> {
  const alone = drivenAlone(recording);
  if (metricDefinition(metric)?.unit === 'bytes')
    return new Map([...alone].map(([endpoint, blocks]) => [endpoint, rateAlone(blocks, metric)]));
  // Rare events may not show in some hundred requests alone, so the groups are looked at as well.
  const singles = [...alone.values()].flat().flatMap((block) => growthOf(groupOfOne(block), metric));
  const outcomes = [...groups, ...singles].map(outcomeOf);
  const rates = mixedRates(outcomes, [...new Set(outcomes.flatMap(({ requests }) => [...requests.keys()]))]);
  return new Map([...alone.keys()].map((endpoint) => [endpoint, rates.get(endpoint) ?? 0]));
}

export function mixedGrowth(recording: TargetRecording, metric: MetricId): MixedGrowth {
  const groups = blockGroups(recording).flatMap((group) => growthOf(group, metric));
  if (!groups.some(({ growth }) => growth > 0)) return { groups, unexplained: groups };
  const rates = ratesAlone(recording, metric, groups);
  const explained = ({ group }: GroupGrowth): number =>
    group.blocks.reduce((sum, { block }) => sum + (rates.get(block.endpoint ?? '') ?? 0) * block.requests, 0);
  return { groups, unexplained: groups.map((each) => ({ ...each, growth: each.growth - explained(each) })) };
}

/** Bytes grow while a service warms up, whoever is asked; a count at rest is exact from the first request on. */
const telling = (metric: MetricId, groups: readonly GroupGrowth[]): readonly GroupGrowth[] =>
  metricDefinition(metric)?.unit === 'bytes' ? lastTwoDoublings(groups) : groups;

export interface Explanation {
  /** What each endpoint that was not driven alone explains of what grew, the most first. */
  readonly shares: readonly { readonly endpoint: string; readonly growth: number }[];
  /** Groups without some of these endpoints; only they tell endpoints apart. */
  readonly partial: readonly GroupGrowth[];
}

/** Rates per request that explain what grew in groups, none below zero, and how much each endpoint so explains. */
export function explain(recording: TargetRecording, metric: MetricId, { unexplained }: MixedGrowth): Explanation {
  const alone = drivenAlone(recording);
  const groups = telling(metric, unexplained);
  const outcomes = groups.map(outcomeOf);
  const parts = [...new Set(outcomes.flatMap(({ requests }) => [...requests.keys()]))].filter(
    (part) => !alone.has(part),
  );
  const rates = mixedRates(outcomes, parts);
  const shares = parts
    .map((endpoint) => ({
      endpoint,
      growth: outcomes.reduce(
        (sum, { requests }) => sum + (rates.get(endpoint) ?? 0) * (requests.get(endpoint) ?? 0),
        0,
      ),
    }))
    .toSorted((a, b) => b.growth - a.growth);
  const isPartial = ({ group }: GroupGrowth): boolean => {
    const present = requestsByEndpoint(group);
    return parts.some((part) => !present.has(part));
  };
  return { shares, partial: groups.filter(isPartial) };
}
