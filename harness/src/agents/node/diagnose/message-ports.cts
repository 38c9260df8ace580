import workerThreads = require('node:worker_threads');
import patch = require('./patch.cjs');

import type { Probe, Registry } from './tracking.cjs';

/**
 * Ports of message channels, and broadcast channels. Open ones keep their native side, and may keep the process alive.
 */
function watchMessagePorts(registry: Registry): void {
  const closed = new WeakSet<object>();
  /** The other port of a channel, because closing one closes both. Held weakly, or each would keep the other alive. */
  const peers = new WeakMap<object, WeakRef<object>>();
  const createProbe = (name: string): Probe<object> => ({ isAlive: (port) => !closed.has(port), describe: () => name });
  const portProbe = createProbe('MessagePort');
  const broadcastProbe = createProbe('BroadcastChannel');

  function watch(name: 'MessageChannel' | 'BroadcastChannel', portsOf: (made: never) => readonly object[]): void {
    const probe = name === 'MessageChannel' ? portProbe : broadcastProbe;
    patch.patchClass(workerThreads, name, (create) => {
      const origin = registry.locate('native-handle');
      const made = create();
      if (origin !== null) for (const port of portsOf(made as never)) registry.add(origin, port, probe);
      return made;
    });
    // The global is the same class as the module's, and must stay the same.
    const { enumerable = false } = Object.getOwnPropertyDescriptor(globalThis, name) ?? {};
    patch.patchGlobal(name, { value: workerThreads[name], enumerable, writable: true, configurable: true });
  }

  watch('MessageChannel', ({ port1, port2 }: workerThreads.MessageChannel) => {
    peers.set(port1, new WeakRef(port2)).set(port2, new WeakRef(port1));
    return [port1, port2];
  });
  watch('BroadcastChannel', (made) => [made]);

  for (const { prototype } of [workerThreads.MessagePort, workerThreads.BroadcastChannel]) {
    patch.patchMethods(prototype, ['close'], (original, self, args) => {
      const peer = peers.get(self as object)?.deref();
      closed.add(self as object);
      if (peer !== undefined) closed.add(peer);
      return Reflect.apply(original, self, args);
    });
  }
}

export = watchMessagePorts;
