import v8 = require('node:v8');
import vm = require('node:vm');

let fullGc: (() => void) | null = null;

/** Worker threads that borrow it at the same moment take it from one another: V8's switches are one for all of them. */
const maxAttempts = 50;

function borrow(): unknown {
  v8.setFlagsFromString('--expose-gc');
  const lent: unknown = vm.runInNewContext('globalThis.gc');
  v8.setFlagsFromString('--no-expose-gc');
  return lent;
}

/** V8's own, from a context that is gone at once, so that the application finds no `global.gc`. */
function borrowGc(): () => void {
  if (fullGc !== null) return fullGc;
  let lent = borrow();
  for (let attempt = 1; typeof lent !== 'function' && attempt < maxAttempts; attempt += 1) lent = borrow();
  if (typeof lent !== 'function') throw new Error('this V8 has no `gc` that would force a collection');
  fullGc = lent as () => void;
  return fullGc;
}

/**
 * Runs one full collection. Called bare: the options form does a minor collection in Node.js 20, and the inspector's
 * `collectGarbage` costs twice as much and leaves floors ten times as noisy.
 */
const forceGc = (): void => borrowGc()();

export = { forceGc, borrowGc };
