import type { MetricId } from '../../model/metrics.js';
import type { TargetRecording } from '../../model/recording.js';
import {
  type BlockGroup,
  blockGroups,
  endpointBlocks,
  type FlooredBlock,
  type MetricBlock,
  metricBlocks,
} from '../endpoint-blocks.js';

/** What endpoints surely add to a metric at each request, by metric and endpoint. */
export type SureRates = ReadonlyMap<MetricId, ReadonlyMap<string, number>>;

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

/** Groups in which nobody took part whom somebody suspected later: none but `except` was driven alone since. */
function without(
  suspected: ReadonlySet<string>,
  groups: readonly BlockGroup[],
  except?: string,
): readonly BlockGroup[] {
  const isSuspected = (endpoint: string | null): boolean =>
    endpoint !== null && endpoint !== except && suspected.has(endpoint);
  return groups.filter(({ blocks }) => !blocks.some(({ block }) => isSuspected(block.endpoint)));
}

/** What an endpoint may be cleared by. */
export interface Charges {
  /** It was driven alone, too. */
  readonly isAlone: boolean;
  /** Groups in which it was driven with nobody but those whom nobody suspected. */
  readonly groups: readonly BlockGroup[];
  /** All of its blocks, and those without the groups in which somebody was suspected. */
  readonly series: readonly ChargedSeries[];
}

/** What grew in a group, less what its members surely added; null where it was not read. */
function unclaimedGrowth(group: BlockGroup, metric: MetricId, rates: ReadonlyMap<string, number> | undefined) {
  const growth = groupGrowth(group, metric);
  if (growth === null || rates === undefined) return growth;
  return group.blocks.reduce((sum, { block }) => sum - (rates.get(block.endpoint ?? '') ?? 0) * block.requests, growth);
}

/**
 * Charges endpoints with all that grew while they were driven: what others added to it as well, as far as it is not
 * sure whose it is. Growth is not negative, so that an endpoint which is clean by this is clean.
 *
 * @returns for an endpoint that is not known to add anything; null where it was never driven together with others.
 */
export function openCharges(recording: TargetRecording, rates: SureRates): (endpoint: string) => Charges | null {
  const all = blockGroups(recording);
  const suspected = drivenAlone(recording);
  const unclaimed = new Map<MetricId, ReadonlyMap<BlockGroup, number | null>>();

  function growthOf(metric: MetricId): ReadonlyMap<BlockGroup, number | null> {
    const known = unclaimed.get(metric);
    if (known !== undefined) return known;
    const growths = new Map(all.map((group) => [group, unclaimedGrowth(group, metric, rates.get(metric))] as const));
    unclaimed.set(metric, growths);
    return growths;
  }

  function chargedBlock(group: BlockGroup, endpoint: string, metric: MetricId): MetricBlock[] {
    const own = group.blocks.find(({ block }) => block.endpoint === endpoint);
    const growth = growthOf(metric).get(group) ?? null;
    if (own === undefined || growth === null) return [];
    const { requests, phase } = own.block;
    return [{ requests, growth, phase, connections: groupConnections(group) }];
  }

  function seriesOf(endpoint: string, alone: readonly FlooredBlock[], groups: readonly BlockGroup[]): ChargedSeries {
    const inOrder = [
      ...alone.map((block) => ({ startMs: block.block.startMs, charge: (m: MetricId) => metricBlocks([block], m) })),
      ...groups.map((group) => ({
        startMs: group.blocks[0]?.block.startMs ?? 0,
        charge: (metric: MetricId) => chargedBlock(group, endpoint, metric),
      })),
    ].toSorted((a, b) => a.startMs - b.startMs);
    return (metric) => inOrder.flatMap(({ charge }) => charge(metric));
  }

  return (endpoint) => {
    const own = all.filter((group) => isMember(group, endpoint));
    if (own.length === 0) return null;
    const alone = endpointBlocks(recording, endpoint);
    const groups = without(suspected, own, endpoint);
    const sets = groups.length < own.length ? [own, groups] : [own];
    return { isAlone: alone.length > 0, groups, series: sets.map((set) => seriesOf(endpoint, alone, set)) };
  };
}
