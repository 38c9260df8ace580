import events = require('node:events');

/** The part of `@airbnb/node-memwatch` that we use; the package has no types. */
interface MemwatchModule extends events.EventEmitter {
  on(event: 'stats', listener: (stats: { readonly used_heap_size: number }) => void): this;
}

interface Memwatch {
  /**
   * V8's used heap at the end of the latest full collection that was announced, or null before the first. The news
   * comes with the event loop, so at a floor this is the last pass but one: the heap that the last one confirmed.
   */
  usedHeapBytes(): number | null;
}

/**
 * Opens the second witness of the heap after a collection, or null where its native module cannot be loaded. The module
 * queues work on the event loop for every collection, minor ones too: not for the measurement, unless asked for with
 * `LEAKLINE_MEMWATCH=on`.
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
