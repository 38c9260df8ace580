import gc = require('./force-gc.cjs');
import own = require('./own-globals.cjs');
import collectUntilStill = require('./until-still.cjs');

import type { NodeReading } from '../../model/runtimes/node/reading.js' with { 'resolution-mode': 'import' };

type Forced = NodeReading['forced'];
type Threads = Pick<NodeReading, 'threads' | 'unreadThreads'>;

/** Something that nobody holds. Made apart from where it is waited for, which might hold it. */
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

/** What is done beside collecting. */
interface Beside {
  readonly heapView: HeapView;
  readonly heapWatch: HeapWatch | null;
  readonly workers: Workers;
}

/**
 * Makes `collect`: full collections until the heap holds still, then a reading, and after one more, where it is asked for, a
 * census of what is alive. Worker threads come first, for their answers are garbage of this heap. Calls queue up. The first proves that what
 * is forced is a collection, for otherwise every reading would be one of garbage.
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
      // After the reading: what counting leaves behind is garbage of this heap, which the next collection frees.
      const counted = isCounting ? await heapView.count(collectOnce, threads) : threads;
      const forced = { ...reading.forced, isStable: reading.forced.isStable && isStable };
      return { ...reading, forced, ...counted, heapSpan };
    } finally {
      collections.resume();
      // Once the answer, of which the census makes a text of 100 KB, is on its way.
      if (heapWatch !== null) own.setImmediate(heapWatch.begin);
    }
  }

  return (isCounting) => {
    const result = queue.then(() => collect(isCounting));
    // Holds on to nothing: a census of 80 KB would be in the first collection of the next floor.
    queue = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  };
}

export = createCollector;
