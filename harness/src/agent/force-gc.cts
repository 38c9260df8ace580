import v8 = require('node:v8');
import vm = require('node:vm');

let fullGc: (() => void) | null = null;

/**
 * Runs one full collection. The function is taken from a context of its own, so that the application finds no
 * `global.gc`. Called bare: the options form does a minor collection in Node.js 20, and the inspector's
 * `collectGarbage` costs twice as much and leaves floors ten times as noisy.
 */
function forceGc(): void {
  if (fullGc === null) {
    v8.setFlagsFromString('--expose-gc');
    const lent: unknown = vm.runInNewContext('globalThis.gc');
    v8.setFlagsFromString('--no-expose-gc');
    if (typeof lent !== 'function') throw new Error('this V8 has no `gc` that would force a collection');
    fullGc = lent as () => void;
  }
  fullGc();
}

export = forceGc;
