import timers = require('node:timers');
import patch = require('./patch.cjs');

import type { Probe, Registry } from './tracking.cjs';

/** The fields of a timer that hold its state. Node.js has no public way to ask for it. */
interface Timer {
  readonly _destroyed: boolean;
  readonly _idleTimeout: number;
  hasRef(): boolean;
}

const suffix = (timer: Timer): string => (timer.hasRef() ? '' : ', unref');
const isAlive = (timer: Timer): boolean => !timer._destroyed;

const timeoutProbe: Probe<Timer> = { isAlive, describe: (timer) => `after ${timer._idleTimeout} ms${suffix(timer)}` };
const intervalProbe: Probe<Timer> = { isAlive, describe: (timer) => `every ${timer._idleTimeout} ms${suffix(timer)}` };

/**
 * Timeouts and intervals, with and without `unref`. Immediates are left out, because none outlives a turn of the event
 * loop.
 */
function watchTimers(registry: Registry): void {
  function watch(name: 'setTimeout' | 'setInterval', kind: 'timeout' | 'interval', probe: Probe<Timer>): void {
    patch.patchMethods(timers, [name], (original, self, args) => {
      const origin = registry.locate(kind);
      const timer = Reflect.apply(original, self, args);
      if (origin !== null) registry.add(origin, timer as Timer, probe);
      return timer;
    });
    // The global is the same function as the module's, and must stay the same.
    patch.patchGlobal(name, { ...Object.getOwnPropertyDescriptor(globalThis, name), value: timers[name] });
  }

  watch('setTimeout', 'timeout', timeoutProbe);
  watch('setInterval', 'interval', intervalProbe);
}

export = watchTimers;
