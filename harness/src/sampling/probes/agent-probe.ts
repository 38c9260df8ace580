import type { MetricId, MetricReadings } from '../../model/metrics/catalogue.js';
import { poolMetrics } from '../../model/metrics/pool-metrics.js';
import type { UnmeasuredMetric } from '../../model/recording.js';
import { serviceDefinitions } from '../../model/services/catalogue.js';
import type { AgentReading, ThreadReading } from '../../model/target.js';
import { type Census, readCensus } from '../census/read-census.js';
import type { Probe } from './probe.js';

const total = <T>(items: readonly T[], value: (item: T) => number): number =>
  items.reduce((sum, item) => sum + value(item), 0);

/** What each process tells; null where one of them does not know its part, for then nobody knows the sum. */
function ofAll<A, T>(agents: readonly A[], part: (agent: A) => T | null): readonly T[] | null {
  const known = agents.map(part).filter((value) => value !== null);
  return known.length < agents.length ? null : known;
}

type Heap = Omit<ThreadReading, 'threadId'>;

/** Of every main thread and worker thread that was read; null where worker threads were not asked. */
const heapsOf = (agents: readonly AgentReading[]): readonly Heap[] | null =>
  ofAll(agents, (agent) => agent.threads && [agent, ...agent.threads])?.flat() ?? null;

const heapMetrics = (heaps: readonly Heap[]): MetricReadings => ({
  heapUsedBytes: total(heaps, (heap) => heap.heapUsedBytes),
  externalBytes: total(heaps, (heap) => heap.externalBytes),
  arrayBuffersBytes: total(heaps, (heap) => heap.arrayBuffersBytes),
});

function memoryMetrics(agents: readonly AgentReading[]): MetricReadings {
  const heaps = heapsOf(agents);
  return {
    ...(heaps === null ? {} : heapMetrics(heaps)),
    'v8.mallocedBytes': total(agents, (agent) => agent.mallocedBytes),
  };
}

function collectionMetrics(agents: readonly AgentReading[]): MetricReadings {
  const counts = ofAll(agents, ({ gc }) => gc);
  return counts === null
    ? {}
    : { 'gc.major': total(counts, ({ major }) => major), 'gc.minor': total(counts, ({ minor }) => minor) };
}

function memwatchMetrics(agents: readonly AgentReading[]): MetricReadings {
  const seen = ofAll(agents, ({ memwatchUsedHeapBytes }) => memwatchUsedHeapBytes);
  return seen === null ? {} : { 'memwatch.heapUsedBytes': total(seen, (bytes) => bytes) };
}

/** Of which one process or thread has no census, of that nobody knows the sum. What no table knows is the application's. */
function censusMetrics(all: readonly Pick<Heap, 'census'>[]): MetricReadings {
  const heaps = ofAll(all, ({ census }): Census | null => (census === null ? null : readCensus(census)));
  if (heaps === null || heaps.length === 0) return {};
  const byKind: Record<string, number> = {};
  for (const [kind, count] of heaps.flatMap(({ objects }) => Object.entries(objects))) {
    byKind[`objects.${kind}`] = (byKind[`objects.${kind}`] ?? 0) + count;
  }
  return {
    ...byKind,
    objects: total(Object.values(byKind), (count) => count),
    'heap.applicationBytes': total(heaps, ({ applicationBytes, unknownBytes }) => applicationBytes + unknownBytes),
    'heap.unknownBytes': total(heaps, ({ unknownBytes }) => unknownBytes),
    'heap.codeBytes': total(heaps, ({ codeBytes }) => codeBytes),
  };
}

function handleMetrics(agents: readonly AgentReading[]): MetricReadings {
  const listed = ofAll(agents, ({ activeResources }) => activeResources);
  if (listed === null) return {};
  const byType: Record<string, number> = {};
  for (const [type, count] of listed.flatMap((resources) => Object.entries(resources))) {
    byType[`handles.${type}`] = (byType[`handles.${type}`] ?? 0) + count;
  }
  return { ...byType, handles: total(Object.values(byType), (count) => count) };
}

function gaugesOfPools(agents: readonly AgentReading[]): MetricReadings {
  const pools = ofAll(agents, (agent) => agent.pools)?.flat() ?? [];
  if (pools.length === 0) return {};
  return {
    'pool.total': total(pools, (pool) => pool.total),
    'pool.checkedOut': total(pools, (pool) => pool.total - pool.idle),
    'pool.waiting': total(pools, (pool) => pool.waiting),
    'pool.max': total(pools, (pool) => pool.max),
  };
}

const pooled = serviceDefinitions[poolMetrics['pool.waiting'].client];

/** The database has connections of the target, and no pool is known that they may belong to. */
export const arePoolsUnseen = (metrics: MetricReadings): boolean =>
  (metrics[pooled.connections] ?? 0) > 0 && metrics['pool.max'] === undefined;

/** What these agents tell, summed: memory, active handles by type, pool gauges. */
export const agentMetrics = (agents: readonly AgentReading[]): MetricReadings => ({
  ...memoryMetrics(agents),
  ...collectionMetrics(agents),
  ...memwatchMetrics(agents),
  ...censusMetrics(heapsOf(agents) ?? []),
  ...handleMetrics(agents),
  ...gaugesOfPools(agents),
});

/** What is in the heap of one worker thread, which is part of its process's metrics. */
export const threadMetrics = (thread: ThreadReading): MetricReadings => ({
  ...heapMetrics([thread]),
  ...censusMetrics([thread]),
});

/** What an agent may be unable to see in its Node.js, with the metrics that are missing then. */
const blindSpots = [
  {
    metrics: ['handles'],
    reason: "the target's Node.js does not list what keeps its event loop going",
    isBlind: ({ activeResources }) => activeResources === null,
  },
  {
    metrics: ['pool.checkedOut', 'pool.waiting'],
    reason:
      "the agent does not see the target's pools being made: its Node.js, a loader that it preloads, or an `import` of " +
      '`pg-pool` itself leads past the hook',
    isBlind: ({ pools }) => pools === null,
  },
] as const satisfies readonly {
  readonly metrics: readonly MetricId[];
  readonly reason: string;
  readonly isBlind: (agent: AgentReading) => boolean;
}[];

/** Metrics that these agents cannot know in the Node.js they run in, each with the reason. */
export const unknownTo = (agents: readonly AgentReading[]): readonly UnmeasuredMetric[] =>
  blindSpots
    .filter(({ isBlind }) => agents.some(isBlind))
    .flatMap(({ metrics, reason }) => metrics.map((metric) => ({ metric, reason })));

/** What the agents inside the target tell: memory, active handles by type, pool gauges. Summed over all processes. */
export function createAgentProbe(hasAgent: boolean): Probe {
  return {
    metrics: ['heapUsedBytes', 'externalBytes', 'arrayBuffersBytes', 'handles', 'pool.checkedOut', 'pool.waiting'],
    cost: 'sample',
    unavailable: hasAgent ? null : 'the target carries no Leakline agent (not Node.js, or attached by pid)',
    read: async ({ agents }) => (agents.length === 0 ? {} : agentMetrics(agents)),
  };
}
