import patch = require('./patch.cjs');

import type { Probe, Registry } from './tracking.cjs';

interface Memory {
  readonly buffer: ArrayBufferLike;
}

interface Instance {
  readonly exports: Readonly<Record<string, unknown>>;
}

/** The types of Node.js leave it to those of the browser. */
declare const WebAssembly: { readonly Memory: new () => Memory; readonly Instance: new () => Instance };

const memoriesOf = (instance: Instance): readonly Memory[] =>
  Object.values(instance.exports).filter((value): value is Memory => value instanceof WebAssembly.Memory);

const bytesOf = (memories: readonly Memory[]): number =>
  memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

/** The weak reference knows whether it is alive. */
function createProbe<T extends object>(name: string, bytes: (thing: T) => number): Probe<T> {
  return { isAlive: () => true, bytes, describe: (thing) => `${name}, ${bytes(thing)} bytes` };
}

const memoryProbe = createProbe<Memory>('WebAssembly memory', (memory) => bytesOf([memory]));
const instanceProbe = createProbe<Instance>('WebAssembly instance', (instance) => bytesOf(memoriesOf(instance)));

const isInstance = (value: unknown): value is Instance => value instanceof WebAssembly.Instance;

/** Memory of WebAssembly, which counts as external: made by the application, or by the instance that exports it. */
function watchWasmMemory(registry: Registry): void {
  function watchClass<T extends object>(name: 'Memory' | 'Instance', probe: Probe<T>): void {
    patch.patchClass(WebAssembly, name, (create) => {
      const origin = registry.locate('array-buffer');
      const made = create();
      if (origin !== null) registry.add(origin, made as T, probe);
      return made;
    });
  }

  watchClass('Memory', memoryProbe);
  watchClass('Instance', instanceProbe);

  patch.patchMethods(WebAssembly, ['instantiate', 'instantiateStreaming'], (original, self, args) => {
    const origin = registry.locate('array-buffer');
    const making = Reflect.apply(original, self, args) as Promise<Instance | { readonly instance: Instance }>;
    if (origin === null) return making;
    return making.then((made) => {
      registry.add(origin, isInstance(made) ? made : made.instance, instanceProbe);
      return made;
    });
  });
}

export = watchWasmMemory;
