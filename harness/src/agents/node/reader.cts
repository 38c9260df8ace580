import clusterModule = require('node:cluster');
import perfHooks = require('node:perf_hooks');
import own = require('./own-globals.cjs');

import type { Cluster } from 'node:cluster';
import type { NodeReading } from '../../model/runtimes/node/reading.js' with { 'resolution-mode': 'import' };

/** `require` returns the cluster itself, but the types know it only as the default export of a module. */
const cluster = clusterModule as unknown as Cluster;

interface ReaderSources {
  readonly readGcCounts: () => NodeReading['gc'];
  readonly isCensusUnknown: () => boolean;
  readonly liveWorkers: () => readonly number[];
  readonly readPools: () => NodeReading['pools'];
  /** Null where nobody asked for answers. */
  readonly readAnswers: (() => NodeReading['answers']) | null;
  readonly memwatch: { readonly usedHeapBytes: () => number | null } | null;
}

/**
 * Counts what keeps the event loop going, by type. Node.js does not list timers that were unref'd. Null where it has no
 * list: the function is an experiment in Node.js 20 to 26.
 */
function countActiveResources(): NodeReading['activeResources'] {
  if (typeof process.getActiveResourcesInfo !== 'function') return null;
  const counts: Record<string, number> = {};
  for (const type of process.getActiveResourcesInfo()) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** A process is a primary once it has forked. From then on its settings are there, whatever becomes of its workers. */
function clusterPlace(): NodeReading['clusterPlace'] {
  if (cluster.worker !== undefined) return `worker ${cluster.worker.id}`;
  return Object.keys(cluster.settings).length > 0 ? 'master' : null;
}

/** Makes `read`: one cheap look at this process, without a collection. */
function createReader(sources: ReaderSources): (forced: NodeReading['forced']) => NodeReading {
  const { eventLoopUtilization } = perfHooks.performance;
  let loop = eventLoopUtilization();

  return (forced) => {
    // Read first, so that the reading's own garbage is not counted.
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
      // This is NaN where no time has passed since the last reading.
      eventLoopUtilization: eventLoopUtilization(loop, loopBefore).utilization || 0,
      memwatchUsedHeapBytes: sources.memwatch?.usedHeapBytes() ?? null,
      // The census is taken after the heap was read, because it costs a collection and leaves its text behind.
      census: null,
      // Where a collection was asked for, threads are asked before the heap is read.
      threads: sources.liveWorkers().length === 0 ? [] : null,
      unreadThreads: 0,
      isCensusUnknown: sources.isCensusUnknown(),
      heapSpan: null,
    };
  };
}

export = createReader;
