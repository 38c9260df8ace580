import v8 = require('node:v8');
import vm = require('node:vm');

let fullGc: (() => void) | null = null;

/**
 * V8's switches are shared by all threads. Worker threads that borrow `gc` at the same moment switch it off for one
 * another, so each tries again.
 */
const maxAttempts = 50;

function borrow(): unknown {
  v8.setFlagsFromString('--expose-gc');
  const lent: unknown = vm.runInNewContext('globalThis.gc');
  v8.setFlagsFromString('--no-expose-gc');
  return lent;
}

/** V8's own `gc`, from a context that is gone at once, so that the application finds no `global.gc`. */
function borrowGc(): () => void {
  if (fullGc !== null) return fullGc;
  let lent = borrow();
  for (let attempt = 1; typeof lent !== 'function' && attempt < maxAttempts; attempt += 1) lent = borrow();
  if (typeof lent !== 'function') throw new Error('this V8 has no `gc` that would force a collection');
  fullGc = lent as () => void;
  return fullGc;
}

/**
 * Runs one full collection. `gc` is called without options, because with them it collects only part of the garbage in
 * Node.js 20. The inspector's `collectGarbage` costs twice as much and leaves about 2.5 MB behind after its first pass
 * (DESIGN.md, section 2), and floors are ten times as noisy with it.
 */
const forceGc = (): void => borrowGc()();

export = { forceGc, borrowGc };
