import events = require('node:events');
import createListenerLedger = require('./listener-ledger.cjs');
import patch = require('./patch.cjs');

import type { Registry } from './tracking.cjs';

const isListener = (value: unknown): value is object =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

/** Listeners of event targets, above all of AbortSignals, where one place adds several to the same target. */
function watchEventTargetListeners(registry: Registry): void {
  const ledger = createListenerLedger(registry, (target, event) =>
    events.getEventListeners(target as EventTarget, String(event)),
  );

  patch.patchMethods(EventTarget.prototype, ['addEventListener'], (original, self, args) => {
    const result = Reflect.apply(original, self, args);
    const [event, listener] = args;
    const origin = isListener(listener) ? registry.locate('listener') : null;
    if (origin !== null && isListener(listener)) {
      ledger.record(origin, { emitter: self as object, event: String(event), listener, isLongLived: false });
    }
    return result;
  });
}

export = watchEventTargetListeners;
