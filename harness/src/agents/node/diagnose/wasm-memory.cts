import stacks = require('./capture-stack.cjs');
import patch = require('./patch.cjs');

import type { Probe, Registry } from './tracking.cjs';

interface Memory {
  readonly buffer: ArrayBufferLike;
}

interface Instance {
  readonly exports: Readonly<Record<string, unknown>>;
}

/** The types of Node.js lack it, because those of the browser have it. */
declare const WebAssembly: { readonly Memory: new () => Memory; readonly Instance: new () => Instance };

const memoriesOf = (instance: Instance): readonly Memory[] =>
  Object.values(instance.exports).filter((value): value is Memory => value instanceof WebAssembly.Memory);

const bytesOf = (memories: readonly Memory[]): number =>
  memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

/** A probe for objects that only the collector frees. The weak reference tells whether one is alive. */
function createProbe<T extends object>(name: string, bytes: (thing: T) => number): Probe<T> {
  return { isAlive: () => true, bytes, describe: (thing) => `${name}, ${bytes(thing)} bytes` };
}

const memoryProbe = createProbe<Memory>('WebAssembly memory', (memory) => bytesOf([memory]));
const instanceProbe = createProbe<Instance>('WebAssembly instance', (instance) => bytesOf(memoriesOf(instance)));

const isInstance = (value: unknown): value is Instance => value instanceof WebAssembly.Instance;

const memoriesIn = (made: object): readonly Memory[] =>
  made instanceof WebAssembly.Memory ? [made] : isInstance(made) ? memoriesOf(made) : [];

/** A memory that was there before `watch`, and has grown since. */
interface GrownMemory {
  readonly memory: Memory;
  readonly fromBytes: number;
}

const grownProbe: Probe<GrownMemory> = {
  isAlive: () => true,
  bytes: ({ memory, fromBytes }) => bytesOf([memory]) - fromBytes,
  describe: ({ memory, fromBytes }) => `WebAssembly memory, grown by ${bytesOf([memory]) - fromBytes} bytes`,
  objects: ({ memory }) => [memory],
};

interface KnownMemory {
  readonly memory: Memory;
  readonly stack: readonly NodeJS.CallSite[];
  /** Its size at the last call of `watch`. */
  fromBytes: number;
  epoch: number;
  grown: GrownMemory | null;
}

/**
 * Watches memories that were made before anybody watched. They grow by an instruction that nobody sees, so all that is
 * known is who made them.
 */
function watchGrowth(registry: Registry) {
  const known = new Map<Memory, KnownMemory>();

  function look(each: KnownMemory): void {
    const bytes = bytesOf([each.memory]);
    if (each.epoch !== registry.epoch) Object.assign(each, { epoch: registry.epoch, fromBytes: bytes, grown: null });
    if (bytes <= each.fromBytes || each.grown !== null || registry.epoch === 0) return;
    each.grown = { memory: each.memory, fromBytes: each.fromBytes };
    registry.add(registry.originAt('array-buffer', each.stack), each.grown, grownProbe);
  }

  registry.onWatch(() => {
    for (const each of known.values()) look(each);
  });
  registry.beforeSweep(() => {
    for (const each of known.values()) look(each);
  });
  return {
    remember(memories: readonly Memory[], stack = stacks.captureStack()): void {
      // Memories that requests make are recorded where they are made.
      if (registry.epoch > 0) return;
      for (const memory of memories) {
        known.set(memory, { memory, stack, fromBytes: bytesOf([memory]), epoch: 0, grown: null });
      }
    },
  };
}

/** Memory of WebAssembly, which counts as external. The application makes it, or the instance that exports it. */
function watchWasmMemory(registry: Registry): void {
  const grown = watchGrowth(registry);

  function watchClass<T extends object>(name: 'Memory' | 'Instance', probe: Probe<T>): void {
    patch.patchClass(WebAssembly, name, (create) => {
      const origin = registry.locate('array-buffer');
      const made = create() as T;
      if (origin !== null) registry.add(origin, made, probe);
      grown.remember(memoriesIn(made));
      return made;
    });
  }

  watchClass('Memory', memoryProbe);
  watchClass('Instance', instanceProbe);

  patch.patchMethods(WebAssembly, ['instantiate', 'instantiateStreaming'], (original, self, args) => {
    const origin = registry.locate('array-buffer');
    const making = Reflect.apply(original, self, args) as Promise<Instance | { readonly instance: Instance }>;
    const stack = stacks.captureStack();
    return making.then((made) => {
      const instance = isInstance(made) ? made : made.instance;
      if (origin !== null) registry.add(origin, instance, instanceProbe);
      grown.remember(memoriesIn(instance), stack);
      return made;
    });
  });
}

export = watchWasmMemory;
