import gc = require('./force-gc.cjs');
import own = require('./own-globals.cjs');
import collectUntilStill = require('./until-still.cjs');

import type { NodeReading } from '../../model/runtimes/node/reading.js' with { 'resolution-mode': 'import' };

type Forced = NodeReading['forced'];
type Threads = Pick<NodeReading, 'threads' | 'unreadThreads'>;

/** Makes an object that nobody holds. It is made in a function of its own, because the one that waits might hold it. */
const drop = (): WeakRef<object> => new WeakRef({});

interface Collections {
  addForced(pauseMs: number): void;
  pause(): void;
  resume(): void;
}

interface HeapWatch {
  begin(): void;
  end(): NodeReading['heapSpan'];
}

interface HeapView {
  readonly count: (
    collect: () => void,
    threads: Threads,
  ) => Promise<Threads & Pick<NodeReading, 'census' | 'isCensusUnknown'>>;
  readonly isCounting: () => boolean;
}

interface Workers {
  /** Collects the heaps of worker threads, and reads them. */
  readonly collect: (isCounting: boolean) => Promise<Threads & { readonly isStable: boolean }>;
}

/** What else happens with a collection. */
interface Beside {
  readonly heapView: HeapView;
  readonly heapWatch: HeapWatch | null;
  readonly workers: Workers;
}

/**
 * Makes `collect`. It collects until the heap holds still, and takes a reading. Where it is asked for, one more
 * collection and a census of what is alive follow. Worker threads come first, because their answers are garbage in this
 * heap. Calls wait for one another.
 *
 * The first call proves that a forced collection collects, because otherwise every reading would count garbage.
 */
function createCollector(
  read: (forced: Forced) => NodeReading,
  collections: Collections,
  { heapView, heapWatch, workers }: Beside,
): (isCounting: boolean) => Promise<NodeReading> {
  let queue: Promise<unknown> = own.Promise.resolve();
  let isProven = false;

  function collectOnce(): void {
    const startedMs = own.nowMs();
    gc.forceGc();
    collections.addForced(own.nowMs() - startedMs);
  }

  async function collect(isCounting: boolean): Promise<NodeReading> {
    collections.pause();
    const heapSpan = heapWatch?.end() ?? null;
    try {
      const { isStable, ...threads } = await workers.collect(heapView.isCounting());
      const dropped = isProven ? null : drop();
      const reading = await collectUntilStill(read, heapView.isCounting(), collectOnce);
      isProven ||= dropped?.deref() === undefined;
      if (!isProven) throw new Error('a forced collection collects nothing in this Node.js');
      // Counted after the reading, because counting leaves garbage in this heap, which the next collection frees.
      const counted = isCounting ? await heapView.count(collectOnce, threads) : threads;
      const forced = { ...reading.forced, isStable: reading.forced.isStable && isStable };
      return { ...reading, forced, ...counted, heapSpan };
    } finally {
      collections.resume();
      // Begins once the answer is on its way. With a census the answer is a text of 100 KB.
      if (heapWatch !== null) own.setImmediate(heapWatch.begin);
    }
  }

  return (isCounting) => {
    const result = queue.then(() => collect(isCounting));
    // The queue keeps no result. A census of 80 KB would be in the first collection of the next floor.
    queue = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  };
}

export = createCollector;
