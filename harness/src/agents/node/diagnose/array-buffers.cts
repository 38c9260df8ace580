import patch = require('./patch.cjs');

import type { Probe, Registry } from './tracking.cjs';

/** Up to this size V8 keeps the memory of a typed array in its heap (`typed_array_max_size_in_heap`). */
const largestOnHeapBytes = 64;

const probe: Probe<ArrayBufferLike> = {
  // The weak reference tells whether it is alive.
  isAlive: () => true,
  describe: ({ byteLength }) => `${byteLength} bytes`,
  bytes: ({ byteLength }) => byteLength,
};

const bufferClasses = ['ArrayBuffer', 'SharedArrayBuffer'] as const;

const arrayClasses = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
] as const;

/**
 * Memory of `new ArrayBuffer()`, and of typed arrays that allocate their own. Node.js's own code uses classes of its
 * own.
 */
function watchArrayBuffers(registry: Registry): void {
  const isBuffer = (value: unknown): boolean => value instanceof ArrayBuffer || value instanceof SharedArrayBuffer;

  function remember(buffer: ArrayBufferLike): void {
    const origin = registry.locate('array-buffer');
    if (origin !== null) registry.add(origin, buffer, probe);
  }

  for (const name of bufferClasses) {
    patch.patchClass(globalThis, name, (create) => {
      const buffer = create() as ArrayBufferLike;
      if (registry.epoch > 0 && buffer.byteLength > 0) remember(buffer);
      return buffer;
    });
  }
  for (const name of arrayClasses) {
    patch.patchClass(globalThis, name, (create, [source]) => {
      const array = create() as Uint8Array;
      if (registry.epoch > 0 && !isBuffer(source) && array.byteLength > largestOnHeapBytes) remember(array.buffer);
      return array;
    });
  }
}

export = watchArrayBuffers;
