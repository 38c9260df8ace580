import v8 = require('node:v8');
import vm = require('node:vm');

let fullGc: (() => void) | null = null;

/** Threads that look for it at the same moment take it from one another: the switch is one for all of them. */
const maxAttempts = 50;

function lendGc(): unknown {
  v8.setFlagsFromString('--expose-gc');
  const lent: unknown = vm.runInNewContext('globalThis.gc');
  v8.setFlagsFromString('--no-expose-gc');
  return lent;
}

/**
 * Runs one full collection. The function is taken from a context of its own, so that the application finds no
 * `global.gc`. Called bare: the options form does a minor collection in Node.js 20, and the inspector's
 * `collectGarbage` costs twice as much and leaves floors ten times as noisy.
 */
function forceGc(): void {
  if (fullGc === null) {
    let lent = lendGc();
    for (let attempt = 1; typeof lent !== 'function' && attempt < maxAttempts; attempt += 1) lent = lendGc();
    if (typeof lent !== 'function') throw new Error('this V8 has no `gc` that would force a collection');
    fullGc = lent as () => void;
  }
  fullGc();
}

export = forceGc;
