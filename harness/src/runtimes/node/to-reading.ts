import type { MetricReadings } from '../../model/metrics/catalogue.js';
import type { UnmeasuredMetric } from '../../model/metrics/unmeasured-metric.js';
import type { NodeReading, NodeThreadReading } from '../../model/runtimes/node/reading.js';
import type { AgentReading, HeapSpan } from '../../model/target.js';
import { type Census, readCensus } from './census/read-census.js';

const total = <T>(items: readonly T[], value: (item: T) => number): number =>
  items.reduce((sum, item) => sum + value(item), 0);

type Heap = Omit<NodeThreadReading, 'threadId'>;

/** The heaps of the main thread and of the worker threads; null where the worker threads were not asked. */
const heapsOf = (told: NodeReading): readonly Heap[] | null => told.threads && [told, ...told.threads];

const heapMetrics = (heaps: readonly Heap[]): MetricReadings => ({
  heapUsedBytes: total(heaps, (heap) => heap.heapUsedBytes),
  externalBytes: total(heaps, (heap) => heap.externalBytes),
  arrayBuffersBytes: total(heaps, (heap) => heap.arrayBuffersBytes),
});

/**
 * The metrics of the census of all threads; none where a thread has no census, because then the sum is not known. Bytes
 * of unknown types count as the application's.
 */
function censusMetrics(heaps: readonly Pick<Heap, 'census'>[]): MetricReadings {
  const known = heaps.flatMap(({ census }): readonly Census[] => {
    const read = census === null ? null : readCensus(census);
    return read === null ? [] : [read];
  });
  if (known.length === 0 || known.length < heaps.length) return {};
  const byKind: Record<string, number> = {};
  for (const [kind, count] of known.flatMap(({ objects }) => Object.entries(objects)))
    byKind[`objects.${kind}`] = (byKind[`objects.${kind}`] ?? 0) + count;
  return {
    ...byKind,
    objects: total(Object.values(byKind), (count) => count),
    'heap.applicationBytes': total(known, ({ applicationBytes, unknownBytes }) => applicationBytes + unknownBytes),
    'heap.unknownBytes': total(known, ({ unknownBytes }) => unknownBytes),
    'heap.codeBytes': total(known, ({ codeBytes }) => codeBytes),
  };
}

function handleMetrics({ activeResources }: NodeReading): MetricReadings {
  if (activeResources === null) return {};
  const byType = Object.fromEntries(Object.entries(activeResources).map(([type, count]) => [`handles.${type}`, count]));
  return { ...byType, handles: total(Object.values(activeResources), (count) => count) };
}

function metricsOf(told: NodeReading): MetricReadings {
  const { gc, memwatchUsedHeapBytes } = told;
  const heaps = heapsOf(told);
  return {
    ...(heaps === null ? {} : heapMetrics(heaps)),
    'v8.mallocedBytes': told.mallocedBytes,
    ...(gc === null ? {} : { 'gc.major': gc.major, 'gc.minor': gc.minor }),
    ...(memwatchUsedHeapBytes === null ? {} : { 'memwatch.heapUsedBytes': memwatchUsedHeapBytes }),
    ...censusMetrics(heaps ?? []),
    ...handleMetrics(told),
  };
}

/** The metrics that the agent cannot read in this process, each with the reason. */
function unknownTo({ activeResources, pools }: NodeReading): readonly UnmeasuredMetric[] {
  const unknown: UnmeasuredMetric[] = [];
  if (activeResources === null)
    unknown.push({
      metric: 'handles',
      reason: "the target's Node.js does not list what keeps its event loop going",
    });
  if (pools === null) {
    const reason =
      "the agent does not see the target's pools being made: its Node.js, a loader that it preloads, or an `import` of " +
      '`pg-pool` itself leads past the hook';
    unknown.push({ metric: 'pool.checkedOut', reason }, { metric: 'pool.waiting', reason });
  }
  return unknown;
}

/**
 * What the heap held between two forced collections. The heap after the second collection is a lower limit of both
 * peaks.
 */
function heapSpanOf({ heapSpan, heapUsedBytes }: NodeReading): HeapSpan | null {
  if (heapSpan === null) return null;
  return {
    fullCollections: heapSpan.fullCollections,
    liveBytes: Math.max(heapSpan.liveBytes ?? 0, heapUsedBytes),
    atMostBytes: Math.max(heapSpan.atMostBytes, heapUsedBytes),
    allocatedBytes: heapSpan.allocatedBytes,
  };
}

/** Translates the answer of the agent in a Node.js process into Leakline's terms. */
export const toReading = (told: NodeReading): AgentReading => ({
  pid: told.pid,
  runtime: 'node',
  place: told.clusterPlace,
  metrics: metricsOf(told),
  unknown: unknownTo(told),
  rssBytes: told.rssBytes,
  heapLimitBytes: told.heapLimitBytes,
  pools: told.pools,
  answers: told.answers,
  isStable: told.forced.isStable,
  isCensusUnknown: told.isCensusUnknown,
  threads: (told.threads ?? []).map((thread) => ({
    threadId: thread.threadId,
    metrics: { ...heapMetrics([thread]), ...censusMetrics([thread]) },
  })),
  unreadThreads: told.unreadThreads,
  heapSpan: heapSpanOf(told),
  told,
});
