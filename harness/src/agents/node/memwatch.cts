import events = require('node:events');

/** The part of `@airbnb/node-memwatch` that we use; the package has no types. */
interface MemwatchModule extends events.EventEmitter {
  on(event: 'stats', listener: (stats: { readonly used_heap_size: number }) => void): this;
}

interface Memwatch {
  /**
   * V8's used heap at the end of the latest full collection that was announced; null before the first. The announcement
   * comes with the event loop, so at a floor it is of the last pass but one. The last pass confirmed that heap.
   */
  usedHeapBytes(): number | null;
}

/**
 * Opens the second witness of the heap after a collection; null where its native module cannot be loaded. The module
 * queues work on the event loop for every collection, minor ones too. So measuring does without it, unless
 * `LEAKLINE_MEMWATCH=on` asks for it.
 */
function openMemwatch(): Memwatch | null {
  let latestBytes: number | null = null;
  try {
    const memwatch = require('@airbnb/node-memwatch') as MemwatchModule;
    memwatch.on('stats', (stats) => {
      latestBytes = stats.used_heap_size;
    });
  } catch {
    return null;
  }
  return { usedHeapBytes: () => latestBytes };
}

export = openMemwatch;
