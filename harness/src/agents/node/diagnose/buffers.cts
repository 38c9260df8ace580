import patch = require('./patch.cjs');

import type { Probe, Registry } from './tracking.cjs';

const memoryProbe: Probe<{ readonly byteLength: number }> = {
  // The weak reference tells whether it is alive.
  isAlive: () => true,
  describe: ({ byteLength }) => `${byteLength} bytes`,
  bytes: ({ byteLength }) => byteLength,
};

/**
 * The object that must be collected before the memory is free. This is the buffer's own memory, which a slice of it
 * keeps as well. A buffer in the shared pool of 8 KB is only a part of that memory, so there it is the buffer itself.
 */
const memoryOf = (buffer: Buffer): Buffer | ArrayBufferLike =>
  buffer.byteLength === buffer.buffer.byteLength ? buffer.buffer : buffer;

/** Memory of Buffers. */
function watchBuffers(registry: Registry): void {
  let isNested = false;

  patch.patchMethods(
    Buffer,
    ['alloc', 'allocUnsafe', 'allocUnsafeSlow', 'concat', 'copyBytesFrom', 'from'],
    (original, self, args) => {
      if (isNested || registry.epoch === 0) return Reflect.apply(original, self, args);
      isNested = true;
      try {
        const buffer = Reflect.apply(original, self, args) as Buffer;
        const origin = buffer.byteLength > 0 ? registry.locate('array-buffer') : null;
        if (origin !== null) registry.add(origin, memoryOf(buffer), memoryProbe);
        return buffer;
      } finally {
        isNested = false;
      }
    },
  );
}

export = watchBuffers;
