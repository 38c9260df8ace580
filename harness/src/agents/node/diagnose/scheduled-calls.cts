import timers = require('node:timers');
import stacks = require('./capture-stack.cjs');
import patch = require('./patch.cjs');

import type { Registry } from './tracking.cjs';

/**
 * Calls that run right after the present one. Where a package opens a connection in `process.nextTick`, only the stack
 * that scheduled the call tells for whom. V8 follows promises by itself.
 */
function watchScheduledCalls(registry: Registry): void {
  const bindCallback = (args: unknown[]): unknown[] => {
    const [callback] = args;
    if (registry.epoch === 0 || typeof callback !== 'function') return args;
    return args.with(0, stacks.bindStack(callback as () => unknown));
  };

  patch.patchMethods(process, ['nextTick'], (original, self, args) =>
    Reflect.apply(original, self, bindCallback(args)),
  );
  patch.patchMethods(timers, ['setImmediate'], (original, self, args) =>
    Reflect.apply(original, self, bindCallback(args)),
  );
  // The global is the same function as the module's, and must stay the same.
  patch.patchGlobal('setImmediate', {
    ...Object.getOwnPropertyDescriptor(globalThis, 'setImmediate'),
    value: timers.setImmediate,
  });
}

export = watchScheduledCalls;
