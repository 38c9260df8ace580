import dns = require('node:dns');
import fs = require('node:fs');
import perfHooks = require('node:perf_hooks');
import tls = require('node:tls');
import patch = require('./patch.cjs');

import type { Probe, Registry } from './tracking.cjs';

/** The part of a poller of `fs.watchFile` that we read. */
interface Poller {
  readonly _handle?: unknown;
}

/** A probe for what only the collector frees. The weak reference tells whether it is alive. */
const createProbe = (name: string): Probe<object> => ({ isAlive: () => true, describe: () => name });

const resolverProbe = createProbe('dns.Resolver');
const pollerProbe: Probe<Poller> = { isAlive: ({ _handle }) => _handle !== null, describe: () => 'file poller' };

/**
 * Objects that stand for memory outside of V8's heap, by the place that made them. For each kind we know the functions
 * that make it. `async_hooks` would see only those that have an async id, and would be told of every promise.
 */
function watchNativeHandles(registry: Registry): void {
  function watchMaker(owner: object, method: string, probe: Probe<never>): void {
    const known = new WeakSet<object>();
    patch.patchMethods(owner, [method], (original, self, args) => {
      const origin = registry.locate('native-handle');
      const made = Reflect.apply(original, self, args) as object;
      // `fs.watchFile` returns the same poller again for the same file.
      if (origin !== null && !known.has(made)) registry.add(origin, made, probe);
      known.add(made);
      return made;
    });
  }

  watchMaker(tls, 'createSecureContext', createProbe('TLS context'));
  watchMaker(perfHooks, 'createHistogram', createProbe('Histogram'));
  watchMaker(perfHooks, 'monitorEventLoopDelay', createProbe('Histogram of delays'));
  watchMaker(fs, 'watchFile', pollerProbe);

  for (const owner of [dns, dns.promises]) {
    patch.patchClass(owner, 'Resolver', (create) => {
      const origin = registry.locate('native-handle');
      const made = create();
      if (origin !== null) registry.add(origin, made, resolverProbe);
      return made;
    });
  }
}

export = watchNativeHandles;
