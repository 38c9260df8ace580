import type { MetricId } from '../../model/metrics/catalogue.js';
import {
  type BlockGroup,
  type FlooredBlock,
  groupConnections,
  growthIn,
  type MetricBlock,
  metricBlocks,
} from '../endpoint-blocks.js';
import { memoizeByMetric } from '../memoize.js';

/** Blocks of one endpoint, alone and together with others. In a group the endpoint is charged with all that grew. */
export type ChargedSeries = (metric: MetricId) => readonly MetricBlock[];

/** A group, with the block of each endpoint that took part. */
interface IndexedGroup {
  readonly group: BlockGroup;
  readonly blockOf: ReadonlyMap<string, FlooredBlock>;
  readonly connections: number;
}

function toIndexed(group: BlockGroup): IndexedGroup {
  const blockOf = new Map(group.blocks.map((floored) => [floored.block.endpoint ?? '', floored] as const));
  return { group, blockOf, connections: groupConnections(group) };
}

/** The groups of each endpoint, in time order. */
function groupsByEndpoint(groups: readonly IndexedGroup[]): ReadonlyMap<string, readonly IndexedGroup[]> {
  const byEndpoint = new Map<string, IndexedGroup[]>();
  for (const indexed of groups) {
    for (const endpoint of indexed.blockOf.keys()) {
      const known = byEndpoint.get(endpoint);
      if (known === undefined) byEndpoint.set(endpoint, [indexed]);
      else known.push(indexed);
    }
  }
  return byEndpoint;
}

/** Growth between the two floors of a group; null where it was not read. */
const groupGrowth = ({ blocks }: BlockGroup, metric: MetricId): number | null =>
  metricBlocks(blocks.slice(0, 1), metric)[0]?.growth ?? null;

/** What an endpoint may be cleared by. */
export interface Charges {
  /** It was driven alone, too. */
  readonly isAlone: boolean;
  /** Groups without any other endpoint that made this metric grow when it was driven alone. */
  readonly groups: (metric: MetricId) => readonly BlockGroup[];
  /**
   * All of its blocks; and its blocks without the groups in which another endpoint took part that makes the metric grow
   * alone.
   */
  readonly series: readonly ChargedSeries[];
}

/**
 * Charges endpoints with all that grew while they were driven, whoever added to it. Growth is not negative, so an
 * endpoint that is clean by this is clean. Nothing is subtracted for others that are known to leak: they may leak less
 * at another concurrency, and then too little would be left.
 *
 * @param alone blocks of the endpoints that were driven alone.
 * @returns a function that gives the charges of an endpoint; null for one that was never driven together with others.
 */
export function chargeEndpoints(
  groups: readonly BlockGroup[],
  alone: ReadonlyMap<string, readonly FlooredBlock[]>,
): (endpoint: string) => Charges | null {
  const all = groups.map(toIndexed);
  const ofEndpoint = groupsByEndpoint(all);

  const growthOf = memoizeByMetric(
    (metric) => new Map(all.map((indexed) => [indexed, groupGrowth(indexed.group, metric)] as const)),
  );

  /**
   * In each group, the endpoints that made a metric grow when they were driven alone; two of them are enough to know.
   */
  const growingIn = memoizeByMetric((metric) => {
    const growing = [...alone].flatMap(([endpoint, blocks]) => (growthIn(blocks, metric) > 0 ? [endpoint] : []));
    const found = new Map<IndexedGroup, readonly string[]>();
    for (const endpoint of growing) {
      for (const indexed of ofEndpoint.get(endpoint) ?? []) {
        found.set(indexed, [...(found.get(indexed) ?? []), endpoint].slice(0, 2));
      }
    }
    return found;
  });

  /** Groups without such an endpoint, other than the one that is asked for. */
  const beside = (endpoint: string, groups: readonly IndexedGroup[], metric: MetricId): readonly IndexedGroup[] =>
    groups.filter((indexed) => (growingIn(metric).get(indexed) ?? []).every((growing) => growing === endpoint));

  function chargedBlock(indexed: IndexedGroup, endpoint: string, metric: MetricId): MetricBlock[] {
    const own = indexed.blockOf.get(endpoint);
    const growth = growthOf(metric).get(indexed) ?? null;
    if (own === undefined || growth === null) return [];
    const { requests, phase } = own.block;
    return [{ requests, growth, phase, connections: indexed.connections }];
  }

  function seriesOf(endpoint: string, metric: MetricId, groups: readonly IndexedGroup[]): readonly MetricBlock[] {
    return [
      ...(alone.get(endpoint) ?? []).map((block) => ({
        startMs: block.block.startMs,
        charged: metricBlocks([block], metric),
      })),
      ...groups.map((indexed) => ({
        startMs: indexed.group.blocks[0]?.block.startMs ?? 0,
        charged: chargedBlock(indexed, endpoint, metric),
      })),
    ]
      .toSorted((a, b) => a.startMs - b.startMs)
      .flatMap(({ charged }) => charged);
  }

  return (endpoint) => {
    const own = ofEndpoint.get(endpoint) ?? [];
    if (own.length === 0) return null;
    const others = (metric: MetricId): readonly IndexedGroup[] => beside(endpoint, own, metric);
    return {
      isAlone: alone.has(endpoint),
      groups: (metric) => others(metric).map(({ group }) => group),
      series: [(metric) => seriesOf(endpoint, metric, own), (metric) => seriesOf(endpoint, metric, others(metric))],
    };
  };
}
