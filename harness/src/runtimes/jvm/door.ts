import type { ToldGrowth } from '../../model/evidence.js';
import type { JvmReading } from '../../model/runtimes/jvm/reading.js';
import type { Door } from '../door.js';
import { askJvm, openAttachSocket } from './attach-socket.js';
import { type ClassCount, parseHistogram } from './parse-histogram.js';

/** What a collection finds by references and cleaners is freed by the next one. */
const leastCollections = 2;
const mostCollections = 5;
const mostGrowths = 10;

/** Objects by which two collections may differ because answering them makes and drops some. */
const ownNoise = 16;

const total = (classes: readonly ClassCount[], part: 'objects' | 'bytes'): number =>
  classes.reduce((sum, each) => sum + each[part], 0);

/** The classes that hold more at each look than at the one before. */
function grownAtEach(looks: readonly (readonly ClassCount[])[]): readonly ToldGrowth[] {
  const last = looks.at(-1) ?? [];
  const countsOf = (className: string): readonly ClassCount[] =>
    looks.map((look) => look.find((each) => each.className === className) ?? { className, objects: 0, bytes: 0 });
  return last
    .flatMap(({ className }): readonly ToldGrowth[] => {
      const counts = countsOf(className);
      const [first] = counts;
      const newest = counts.at(-1);
      const hasGrown = counts.every(({ bytes }, index) => index === 0 || bytes > (counts[index - 1]?.bytes ?? 0));
      if (!hasGrown || first === undefined || newest === undefined) return [];
      return [
        {
          className,
          addedCount: newest.objects - first.objects,
          addedBytes: newest.bytes - first.bytes,
          retainers: [],
          heldBy: 'own',
          made: null,
        },
      ];
    })
    .toSorted((a, b) => b.addedBytes - a.addedBytes)
    .slice(0, mostGrowths);
}

/** The door of a JVM: its attach socket, over which it makes class histograms. */
export async function openJvmDoor(pid: number): Promise<Door<JvmReading>> {
  const socketPath = await openAttachSocket(pid, 10_000);
  let looks: (readonly ClassCount[])[] = [];

  const look = async (timeoutMs: number): Promise<readonly ClassCount[]> =>
    parseHistogram(await askJvm(pid, socketPath, 'GC.class_histogram', timeoutMs));

  async function still(timeoutMs: number) {
    let last = Number.NaN;
    for (let collections = 1; ; collections += 1) {
      const classes = await look(timeoutMs);
      const isStable = Math.abs(total(classes, 'objects') - last) <= ownNoise;
      if (collections >= leastCollections && (isStable || collections >= mostCollections)) return { classes, isStable };
      last = total(classes, 'objects');
    }
  }

  async function collect(timeoutMs: number): Promise<JvmReading> {
    const { classes, isStable } = await still(timeoutMs);
    return { pid, alive: { heapBytes: total(classes, 'bytes'), objects: total(classes, 'objects'), isStable } };
  }

  // The first question makes the JVM load what it needs to answer.
  await collect(30_000);

  return {
    pid,
    read: () => ({ pid, alive: null }),
    collect,
    watch: async () => {
      looks = [];
    },
    origins: async () => [],
    allocations: async () => [],
    markHeap: async (timeoutMs) => {
      looks.push((await still(timeoutMs)).classes);
    },
    growths: async () => grownAtEach(looks),
  };
}
