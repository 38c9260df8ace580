import type { BlockPhase, BlockRecord } from '../model/block.js';
import { familyOf, type MetricId, metricIdsOf, readingOf } from '../model/metrics/catalogue.js';
import type { FloorRecord } from '../model/readings.js';
import type { TargetRecording } from '../model/recording.js';
import { applicationPartOf } from '../model/runtimes/catalogue.js';
import { memoizeByList } from './memoize.js';
import { growthByReplacement } from './processes/replaced-processes.js';
import type { GrowthBlock } from './statistics/growth-rate.js';

/** A block with the two floors around it. */
export interface FlooredBlock {
  readonly block: BlockRecord;
  readonly before: FloorRecord;
  readonly after: FloorRecord;
  /** Every floor of the target, in time order. */
  readonly floors: readonly FloorRecord[];
}

export interface MetricBlock extends GrowthBlock {
  readonly phase: BlockPhase;
  readonly connections: number;
}

/** The block with its floors; nothing where one of them is missing. */
export function withFloors(recording: TargetRecording, block: BlockRecord): FlooredBlock[] {
  const before = recording.floors[block.floorBefore];
  const after = recording.floors[block.floorAfter];
  return before === undefined || after === undefined ? [] : [{ block, before, after, floors: recording.floors }];
}

/** Whether a block asked for what had been asked for before. */
export const isRepeated = ({ keys }: BlockRecord): boolean => keys === 'repeated';

/** Indexes of the floors after which several endpoints were driven together. */
const sharedFloorsOf = memoizeByList((blocks: TargetRecording['blocks']): ReadonlySet<number> => {
  const seen = new Set<number>();
  const floors = new Set<number>();
  for (const { floorBefore } of blocks) (seen.has(floorBefore) ? floors : seen).add(floorBefore);
  return floors;
});

/** Whether a block was driven together with others. */
export const isShared = ({ blocks }: TargetRecording, { floorBefore }: BlockRecord): boolean =>
  sharedFloorsOf(blocks).has(floorBefore);

/**
 * Blocks in time order by endpoint. Each rule asks for the blocks of every endpoint, and there may be thousands of
 * endpoints.
 */
const blocksByEndpoint = memoizeByList(
  (blocks: TargetRecording['blocks']): ReadonlyMap<string | null, readonly BlockRecord[]> => {
    const byEndpoint = new Map<string | null, BlockRecord[]>();
    for (const block of blocks) {
      const known = byEndpoint.get(block.endpoint);
      if (known === undefined) byEndpoint.set(block.endpoint, [block]);
      else known.push(block);
    }
    return byEndpoint;
  },
);

/** Every block of an endpoint, or every idle one, among these. */
export const blocksTo = (blocks: TargetRecording['blocks'], endpoint: string | null): readonly BlockRecord[] =>
  blocksByEndpoint(blocks).get(endpoint) ?? [];

/**
 * Blocks of one endpoint in time order, with those in which others were driven at the same time. Blocks of repeated
 * inputs are left out: they answer a question of their own, and no rule may take their inputs for new ones.
 */
export function drivenBlocks(recording: TargetRecording, endpoint: string): readonly FlooredBlock[] {
  return blocksTo(recording.blocks, endpoint)
    .filter((block) => !isRepeated(block))
    .flatMap((block) => withFloors(recording, block));
}

/** Blocks of one endpoint, in time order, whose inputs it had been sent before. */
export function repeatedBlocks(recording: TargetRecording, endpoint: string): readonly FlooredBlock[] {
  return blocksTo(recording.blocks, endpoint)
    .filter(isRepeated)
    .flatMap((block) => withFloors(recording, block));
}

/**
 * Blocks in time order in which one endpoint was driven alone, so that what grew belongs to it; `null` asks for the idle
 * blocks, in which only time passed.
 */
export function endpointBlocks(recording: TargetRecording, endpoint: string | null): readonly FlooredBlock[] {
  return blocksTo(recording.blocks, endpoint)
    .filter((block) => !isShared(recording, block) && !isRepeated(block))
    .flatMap((block) => withFloors(recording, block));
}

/** The blocks of each endpoint that was driven alone: it was suspected, or may not be driven with others. */
export const drivenAlone = (recording: TargetRecording): ReadonlyMap<string, readonly FlooredBlock[]> =>
  new Map(
    recording.target.endpoints
      .map((endpoint) => [endpoint, endpointBlocks(recording, endpoint)] as const)
      .filter(([, blocks]) => blocks.length > 0),
  );

/** Blocks that were driven together, between the same two floors. */
export interface BlockGroup {
  readonly blocks: readonly FlooredBlock[];
  /** One after the other, each over one connection. */
  readonly isSequential: boolean;
}

/** Every group of the target in time order. */
export function blockGroups(recording: TargetRecording): readonly BlockGroup[] {
  const groups = new Map<number, FlooredBlock[]>();
  for (const floor of sharedFloorsOf(recording.blocks)) groups.set(floor, []);
  for (const block of recording.blocks) groups.get(block.floorBefore)?.push(...withFloors(recording, block));
  return [...groups.values()]
    .filter((blocks) => blocks.length > 1)
    .map((blocks) => ({ blocks, isSequential: blocks.every(({ block }) => block.phase === 'scout') }));
}

/** Connections over which a group was driven. */
export const groupConnections = ({ blocks, isSequential }: BlockGroup): number =>
  isSequential ? 1 : blocks.reduce((sum, { block }) => sum + block.connections, 0);

/** A group as if it were one block with all its requests; empty for an empty group. */
export function asOneBlock({ blocks }: BlockGroup): readonly FlooredBlock[] {
  const [first] = blocks;
  return first === undefined ? [] : [{ ...first, block: { ...first.block, requests: requestsIn(blocks) } }];
}

/**
 * Blocks over at least as many connections as configured. The first one of an endpoint is left out: it opens
 * connections, fills pools and loads modules.
 */
export function fullBlocks(recording: TargetRecording, endpoint: string, connections: number): readonly FlooredBlock[] {
  return endpointBlocks(recording, endpoint)
    .filter(({ block }) => block.phase !== 'scout' && block.connections >= connections)
    .slice(1)
    .filter(({ block }) => block.load.sent > 0);
}

/** What a floor read of a metric; null where it was not measured. */
export const floorValue = ({ metrics }: Pick<FloorRecord, 'metrics'>, metric: MetricId): number | null =>
  readingOf(metrics, metric);

function growthOf({ before, after, floors }: FlooredBlock, metric: MetricId): number | null {
  const from = floorValue(before, metric);
  const to = floorValue(after, metric);
  return from === null || to === null ? null : to - from - growthByReplacement(floors, before, after, metric);
}

/**
 * The reading that is judged for a metric. For the heap it is what the application keeps, where V8's own code was
 * counted apart at both floors: code comes and goes by tens of kilobytes a block.
 */
export function judgedReading(metric: MetricId, { before, after }: Pick<FlooredBlock, 'before' | 'after'>): MetricId {
  const application = applicationPartOf(metric);
  const isCounted = floorValue(before, application) !== null && floorValue(after, application) !== null;
  return isCounted ? application : metric;
}

function blocksOf(
  blocks: readonly FlooredBlock[],
  growthIn: (block: FlooredBlock) => number | null,
): readonly MetricBlock[] {
  return blocks.flatMap((floored) => {
    const growth = growthIn(floored);
    const { requests, phase, connections } = floored.block;
    return growth === null ? [] : [{ requests, growth, phase, connections }];
  });
}

/**
 * What each block did to one metric, as it is judged, in processes that were there all the time. Blocks in which the
 * metric could not be read are left out.
 */
export const metricBlocks = (blocks: readonly FlooredBlock[], metric: MetricId): readonly MetricBlock[] =>
  blocksOf(blocks, (block) => growthOf(block, judgedReading(metric, block)));

/** What each block did to the metric itself, code and all: what fills a limit. */
export const recordedBlocks = (blocks: readonly FlooredBlock[], metric: MetricId): readonly MetricBlock[] =>
  blocksOf(blocks, (block) => growthOf(block, metric));

/** What some blocks did to a metric together. */
export const growthIn = (blocks: readonly FlooredBlock[], metric: MetricId): number =>
  metricBlocks(blocks, metric).reduce((sum, { growth }) => sum + growth, 0);

export const requestsIn = (blocks: readonly FlooredBlock[]): number =>
  blocks.reduce((sum, { block }) => sum + block.requests, 0);

const metricsIn = memoizeByList((floors: TargetRecording['floors']): readonly MetricId[] =>
  metricIdsOf(floors.map(({ metrics }) => metrics)),
);

/** Every metric that some floor of the target holds. */
export const measuredMetrics = ({ floors }: TargetRecording): readonly MetricId[] => metricsIn(floors);

/** Whether a number that a probe reads could be read at first, but not at the last floor. */
export const isLost = ({ floors }: TargetRecording, metric: MetricId): boolean =>
  familyOf(metric)?.source === 'probe' && floors.at(-1)?.metrics[metric] === undefined;
