import type { MetricId } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import {
  type BlockGroup,
  blockGroups,
  endpointBlocks,
  type FlooredBlock,
  growthIn,
  type MetricBlock,
  metricBlocks,
} from '../endpoint-blocks.js';
import { rememberByMetric } from './remember-by-metric.js';

/** Blocks of an endpoint, alone and together with others, as one of them is charged for what grew. */
export type ChargedSeries = (metric: MetricId) => readonly MetricBlock[];

/** A group and, of each endpoint that took part, its block in it. */
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

export const groupConnections = ({ blocks, isSequential }: BlockGroup): number =>
  isSequential ? 1 : blocks.reduce((sum, { block }) => sum + block.connections, 0);

/** Endpoints that were driven alone: those that were suspected, and those that may not be driven with others. */
export const drivenAlone = (recording: TargetRecording): ReadonlySet<string> =>
  new Set(recording.target.endpoints.filter((endpoint) => endpointBlocks(recording, endpoint).length > 0));

/** What an endpoint may be cleared by. */
export interface Charges {
  /** It was driven alone, too. */
  readonly isAlone: boolean;
  /** Groups in which it was driven beside nobody who made this metric grow alone. */
  readonly groups: (metric: MetricId) => readonly BlockGroup[];
  /** All of its blocks, and those without the groups in which somebody took part who makes the metric grow alone. */
  readonly series: readonly ChargedSeries[];
}

/**
 * Charges endpoints with all that grew while they were driven, whoever added to it. Growth is not negative, so that an
 * endpoint which is clean by this is clean. Nothing is taken off for others that are known to leak: at another concurrency
 * they may leak less, and what is left would be too little.
 *
 * @returns for one endpoint; null where it was never driven together with others.
 */
export function openCharges(recording: TargetRecording): (endpoint: string) => Charges | null {
  const all = blockGroups(recording).map(toIndexed);
  const ofEndpoint = groupsByEndpoint(all);
  const alone = new Map([...drivenAlone(recording)].map((endpoint) => [endpoint, endpointBlocks(recording, endpoint)]));

  const growthOf = rememberByMetric(
    (metric) => new Map(all.map((indexed) => [indexed, groupGrowth(indexed.group, metric)] as const)),
  );

  /** Those of each group that made a metric grow while they were driven alone. */
  const growingIn = rememberByMetric((metric) => {
    const growing = [...alone].flatMap(([endpoint, blocks]) => (growthIn(blocks, metric) > 0 ? [endpoint] : []));
    const found = new Map<IndexedGroup, readonly string[]>();
    for (const endpoint of growing) {
      for (const indexed of ofEndpoint.get(endpoint) ?? []) {
        found.set(indexed, [...(found.get(indexed) ?? []), endpoint].slice(0, 2));
      }
    }
    return found;
  });

  /** Groups without others of these. */
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
    const groups = (metric: MetricId): readonly IndexedGroup[] => beside(endpoint, own, metric);
    return {
      isAlone: alone.has(endpoint),
      groups: (metric) => groups(metric).map(({ group }) => group),
      series: [(metric) => seriesOf(endpoint, metric, own), (metric) => seriesOf(endpoint, metric, groups(metric))],
    };
  };
}
