import type { MetricId } from '../../model/metrics.js';
import type { TargetRecording } from '../../model/recording.js';
import {
  type BlockGroup,
  blockGroups,
  endpointBlocks,
  growthIn,
  type MetricBlock,
  metricBlocks,
} from '../endpoint-blocks.js';

/** Blocks of an endpoint, alone and together with others, as one of them is charged for what grew. */
export type ChargedSeries = (metric: MetricId) => readonly MetricBlock[];

const isMember = ({ blocks }: BlockGroup, endpoint: string): boolean =>
  blocks.some(({ block }) => block.endpoint === endpoint);

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
  const all = blockGroups(recording);
  const alone = new Map([...drivenAlone(recording)].map((endpoint) => [endpoint, endpointBlocks(recording, endpoint)]));
  const growing = new Map<MetricId, ReadonlySet<string>>();
  const growths = new Map<MetricId, ReadonlyMap<BlockGroup, number | null>>();

  function growthOf(metric: MetricId): ReadonlyMap<BlockGroup, number | null> {
    const known = growths.get(metric);
    if (known !== undefined) return known;
    const ofGroups = new Map(all.map((group) => [group, groupGrowth(group, metric)] as const));
    growths.set(metric, ofGroups);
    return ofGroups;
  }

  /** Endpoints that made a metric grow while they were driven alone. */
  function growingAlone(metric: MetricId): ReadonlySet<string> {
    const known = growing.get(metric);
    if (known !== undefined) return known;
    const found = new Set([...alone].flatMap(([endpoint, blocks]) => (growthIn(blocks, metric) > 0 ? [endpoint] : [])));
    growing.set(metric, found);
    return found;
  }

  /** Groups without others of these. */
  function beside(endpoint: string, groups: readonly BlockGroup[], metric: MetricId): readonly BlockGroup[] {
    const others = growingAlone(metric);
    return groups.filter(({ blocks }) =>
      blocks.every(({ block }) => block.endpoint === endpoint || !others.has(block.endpoint ?? '')),
    );
  }

  function chargedBlock(group: BlockGroup, endpoint: string, metric: MetricId): MetricBlock[] {
    const own = group.blocks.find(({ block }) => block.endpoint === endpoint);
    const growth = growthOf(metric).get(group) ?? null;
    if (own === undefined || growth === null) return [];
    const { requests, phase } = own.block;
    return [{ requests, growth, phase, connections: groupConnections(group) }];
  }

  function seriesOf(endpoint: string, metric: MetricId, groups: readonly BlockGroup[]): readonly MetricBlock[] {
    return [
      ...(alone.get(endpoint) ?? []).map((block) => ({
        startMs: block.block.startMs,
        charged: metricBlocks([block], metric),
      })),
      ...groups.map((group) => ({
        startMs: group.blocks[0]?.block.startMs ?? 0,
        charged: chargedBlock(group, endpoint, metric),
      })),
    ]
      .toSorted((a, b) => a.startMs - b.startMs)
      .flatMap(({ charged }) => charged);
  }

  return (endpoint) => {
    const own = all.filter((group) => isMember(group, endpoint));
    if (own.length === 0) return null;
    const groups = (metric: MetricId): readonly BlockGroup[] => beside(endpoint, own, metric);
    return {
      isAlone: alone.has(endpoint),
      groups,
      series: [(metric) => seriesOf(endpoint, metric, own), (metric) => seriesOf(endpoint, metric, groups(metric))],
    };
  };
}
