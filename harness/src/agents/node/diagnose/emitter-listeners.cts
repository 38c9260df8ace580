import events = require('node:events');
import createListenerLedger = require('./listener-ledger.cjs');
import patch = require('./patch.cjs');

import type { Registry } from './tracking.cjs';

type Emitter = events.EventEmitter & { readonly _events?: Readonly<Record<PropertyKey, unknown>> };

const { EventEmitter } = events;
const { rawListeners } = EventEmitter.prototype;

/**
 * Listeners of event emitters, by the place that added them. All listeners count on emitters that were there before the
 * requests. On any other emitter (a connection that serves many requests), further listeners of the same event count.
 */
function watchEmitterListeners(registry: Registry): void {
  const ledger = createListenerLedger(registry, (emitter, event) =>
    Reflect.apply(rawListeners, emitter, [event]).filter((listener) => typeof listener === 'function'),
  );
  let young = new WeakSet<object>();
  let epoch = 0;

  function isYoung(emitter: object): boolean {
    return epoch === registry.epoch && young.has(emitter);
  }

  // Every constructor of an emitter calls `init` by this name.
  patch.patchMethods(EventEmitter, ['init'], (original, self, args) => {
    if (registry.epoch > 0) {
      if (epoch !== registry.epoch) young = new WeakSet();
      epoch = registry.epoch;
      young.add(self as object);
    }
    return Reflect.apply(original, self, args);
  });

  function record(emitter: Emitter, event: PropertyKey, listener: unknown): void {
    if (registry.epoch === 0 || typeof listener !== 'function') return;
    const isLongLived = !isYoung(emitter);
    // A first listener of an event on a new emitter is usual, and capturing its stack would be the main cost.
    if (!isLongLived && emitter._events?.[event] === undefined) return;
    const origin = registry.locate('listener');
    if (origin !== null) ledger.record(origin, { emitter, event, listener, isLongLived });
  }

  // `once` and `prependOnceListener` call these.
  patch.patchMethods(EventEmitter.prototype, ['on', 'addListener', 'prependListener'], (original, self, args) => {
    record(self as Emitter, args[0] as PropertyKey, args[1]);
    return Reflect.apply(original, self, args);
  });
}

export = watchEmitterListeners;
