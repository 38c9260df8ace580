// Preloaded into a twin by its tests: tells over the IPC channel what the process holds after a full collection.
import { setImmediate as nextTurn } from 'node:timers/promises';

process.on('message', async () => {
  for (let pass = 0; pass < 4; pass += 1) {
    globalThis.gc();
    await nextTurn();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  const timers = process.getActiveResourcesInfo().filter((type) => type === 'Timeout').length;
  process.send({ heapUsedBytes: heapUsed, arrayBuffersBytes: arrayBuffers, timers });
});
process.channel.unref();
