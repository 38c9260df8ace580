import ritm = require('require-in-the-middle');
import createLastQueries = require('./last-queries.cjs');
import watchPoolCheckouts = require('./pool-checkouts.cjs');
import watchTransactions = require('./transactions.cjs');

import type { Registry } from './tracking.cjs';

const prototypeOf = (exports: unknown): object | null =>
  typeof exports === 'function' && typeof exports.prototype === 'object' ? exports.prototype : null;

/**
 * Checkouts and transactions of `pg`. Its inner modules are loaded by `require` also where the application imports it;
 * a bundle that contains it goes unseen.
 */
function watchPostgres(registry: Registry): void {
  const lastQueries = createLastQueries();

  new ritm.Hook(['pg-pool', 'pg/lib/client'], (exports, name) => {
    const prototype = prototypeOf(exports);
    if (prototype === null) return exports;
    if (name === 'pg-pool') watchPoolCheckouts(registry, prototype, lastQueries.show);
    else watchTransactions(registry, prototype, lastQueries);
    return exports;
  });
}

export = watchPostgres;
