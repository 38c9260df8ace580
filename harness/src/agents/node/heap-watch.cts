import v8 = require('node:v8');
import createHeapSpan = require('./heap-span.cjs');
import own = require('./own-globals.cjs');
import attachment = require('./attachment.cjs');

import type { NodeHeapSpan } from '../../model/runtimes/node/reading.js' with { 'resolution-mode': 'import' };

interface HeapWatch {
  /** Begins a span. Called after a full collection. */
  begin(): void;
  /** Ends the span and returns it; null where none began, or where this Node.js has no `GCProfiler`. */
  end(): NodeHeapSpan | null;
  /** Adds up what was seen so far, so that the profiler's records do not pile up. */
  fold(): void;
}

/** The profiler writes 3 KB for each collection, and a busy process collects some fifty times a second. */
const foldEveryMs = 1_000;

const usedBytes = (): number => own.heapStatistics().used_heap_size;

/** Watches V8's own collections, which tell what is alive while requests are served. It forces none. */
function watchHeap(): HeapWatch {
  const { GCProfiler } = v8 as { readonly GCProfiler?: typeof v8.GCProfiler };
  let profiler: v8.GCProfiler | null = null;
  let span = createHeapSpan(0);
  let startedMs = 0;

  function start(): void {
    if (GCProfiler === undefined || attachment.isWithdrawn()) return;
    profiler = new GCProfiler();
    profiler.start();
    startedMs = own.nowMs();
  }

  function stop(): void {
    // Read first, because what this function allocates is not the application's.
    const endBytes = usedBytes();
    for (const collection of profiler?.stop().statistics ?? []) span.add(collection);
    span.reach(endBytes);
    profiler = null;
  }

  attachment.onWithdrawal(() => void profiler?.stop());
  return {
    begin() {
      start();
      span = createHeapSpan(usedBytes());
    },
    end() {
      if (profiler === null) return null;
      stop();
      return span.told();
    },
    fold() {
      if (profiler === null || own.nowMs() - startedMs < foldEveryMs) return;
      stop();
      start();
      span.goOn(usedBytes());
    },
  };
}

export = watchHeap;
