import clusterModule = require('node:cluster');
import perfHooks = require('node:perf_hooks');
import own = require('./own-globals.cjs');

import type { Cluster } from 'node:cluster';
import type { NodeReading } from '../../model/runtimes/node/reading.js' with { 'resolution-mode': 'import' };

/** `require` gives the cluster itself; the types only know it as the default export of a module. */
const cluster = clusterModule as unknown as Cluster;

interface ReaderSources {
  readonly readGcCounts: () => NodeReading['gc'];
  readonly isCensusUnknown: () => boolean;
  readonly liveWorkers: () => readonly number[];
  readonly readPools: () => NodeReading['pools'];
  /** Null: nobody asked for them. */
  readonly readAnswers: (() => NodeReading['answers']) | null;
  readonly memwatch: { readonly usedHeapBytes: () => number | null } | null;
}

/**
 * Counts what keeps the event loop going, by type. Timers that were unref'd are not listed by Node.js; null where it
 * lists nothing, being an experiment in Node.js 20 to 26.
 */
function countActiveResources(): NodeReading['activeResources'] {
  if (typeof process.getActiveResourcesInfo !== 'function') return null;
  const counts: Record<string, number> = {};
  for (const type of process.getActiveResourcesInfo()) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** A primary is one once it has forked: then its settings are there for good, whatever becomes of its workers. */
function clusterPlace(): NodeReading['clusterPlace'] {
  if (cluster.worker !== undefined) return `worker ${cluster.worker.id}`;
  return Object.keys(cluster.settings).length > 0 ? 'master' : null;
}

/** Makes `read`: one cheap look at this process, without a collection. */
function createReader(sources: ReaderSources): (forced: NodeReading['forced']) => NodeReading {
  const { eventLoopUtilization } = perfHooks.performance;
  let loop = eventLoopUtilization();

  return (forced) => {
    // First, so that the reading's own garbage is not in it.
    const memory = process.memoryUsage();
    const heap = own.heapStatistics();
    const loopBefore = loop;
    loop = eventLoopUtilization();
    return {
      pid: process.pid,
      clusterPlace: clusterPlace(),
      heapUsedBytes: memory.heapUsed,
      heapTotalBytes: memory.heapTotal,
      externalBytes: memory.external,
      arrayBuffersBytes: memory.arrayBuffers,
      rssBytes: memory.rss,
      heapLimitBytes: heap.heap_size_limit,
      mallocedBytes: heap.malloced_memory,
      activeResources: countActiveResources(),
      pools: sources.readPools(),
      answers: sources.readAnswers?.() ?? null,
      gc: sources.readGcCounts(),
      forced,
      // No time has passed since a reading of the same moment.
      eventLoopUtilization: eventLoopUtilization(loop, loopBefore).utilization || 0,
      memwatchUsedHeapBytes: sources.memwatch?.usedHeapBytes() ?? null,
      // Asked for after the heap was read: it costs a collection, and leaves its text behind.
      census: null,
      // Asked before the heap was read, where a collection was asked for.
      threads: sources.liveWorkers().length === 0 ? [] : null,
      unreadThreads: 0,
      isCensusUnknown: sources.isCensusUnknown(),
      heapSpan: null,
    };
  };
}

export = createReader;
