import patch = require('./patch.cjs');

import type { Probe, Registry } from './tracking.cjs';

const memoryProbe: Probe<{ readonly byteLength: number }> = {
  // The weak reference knows.
  isAlive: () => true,
  describe: ({ byteLength }) => `${byteLength} bytes`,
  bytes: ({ byteLength }) => byteLength,
};

/**
 * What must be collected before the memory is free: the buffer's own memory, which a slice of it keeps as well; of the
 * shared 8 KB pool only the part.
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
