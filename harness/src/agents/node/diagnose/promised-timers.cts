import promises = require('node:timers/promises');
import patch = require('./patch.cjs');

import type { Probe, Registry } from './tracking.cjs';

/** Stands for a timer that nobody can see. It is held by the function that its promise runs when it settles. */
interface PromisedTimer {
  readonly delayMs: unknown;
  isPending: boolean;
}

const promisedTimerProbe: Probe<PromisedTimer> = {
  isAlive: (timer) => timer.isPending,
  describe: (timer) => `after ${timer.delayMs} ms, awaited`,
  // The application never gets this object.
  objects: () => [],
};

function settling(promise: Promise<unknown>, timer: PromisedTimer): Promise<unknown> {
  return promise.finally(() => {
    timer.isPending = false;
  });
}

/** Timeouts of `timers/promises`, and so those of `util.promisify(setTimeout)`. */
function watchPromisedTimers(registry: Registry): void {
  patch.patchMethods(promises, ['setTimeout'], (original, self, args) => {
    const origin = registry.locate('timeout');
    const promise = Reflect.apply(original, self, args);
    if (origin === null || !(promise instanceof Promise)) return promise;
    const timer: PromisedTimer = { delayMs: args[0] ?? 1, isPending: true };
    registry.add(origin, timer, promisedTimerProbe);
    return settling(promise, timer);
  });
}

export = watchPromisedTimers;
