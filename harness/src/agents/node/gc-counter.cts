import perfHooks = require('node:perf_hooks');
import attachment = require('./attachment.cjs');

import type { NodeReading } from '../../model/runtimes/node/reading.js' with { 'resolution-mode': 'import' };

interface GcCounter {
  /** Null where this Node.js does not tell the kind of a collection. */
  counts(): NodeReading['gc'];
  /** Counts a collection that the agent forced itself. */
  addForced(pauseMs: number): void;
  /**
   * Stops the observer while forced collections run: its entries would be garbage that keeps the heap from holding
   * still.
   */
  pause(): void;
  resume(): void;
}

interface GcEntry {
  readonly duration: number;
  readonly detail?: { readonly kind?: number };
}

/** The types of Node.js lack this field. */
const { supportedEntryTypes } = perfHooks.PerformanceObserver as unknown as {
  readonly supportedEntryTypes: readonly string[];
};

/** Counts collections as they happen. The observer is not `buffered`, so it keeps no entries. */
function createGcCounter(): GcCounter {
  const { NODE_PERFORMANCE_GC_MINOR, NODE_PERFORMANCE_GC_MAJOR } = perfHooks.constants;
  let major = 0;
  let minor = 0;
  let pauseMs = 0;
  let isTold = supportedEntryTypes.includes('gc');

  function count({ detail, duration }: GcEntry): void {
    if (detail?.kind === undefined) isTold = false;
    if (detail?.kind === NODE_PERFORMANCE_GC_MINOR) minor += 1;
    if (detail?.kind === NODE_PERFORMANCE_GC_MAJOR) major += 1;
    pauseMs += duration;
  }

  const observer = new perfHooks.PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as readonly GcEntry[]) count(entry);
  });
  const resume = (): void => {
    if (!attachment.isWithdrawn()) observer.observe({ entryTypes: ['gc'] });
  };
  resume();
  attachment.onWithdrawal(() => observer.disconnect());

  return {
    counts: () => (isTold ? { major, minor, pauseMs } : null),
    addForced(forcedPauseMs) {
      major += 1;
      pauseMs += forcedPauseMs;
    },
    pause: () => observer.disconnect(),
    resume,
  };
}

export = createGcCounter;
