import findEmitterClasses = require('./emitter-classes.cjs');
import createLastQueries = require('./last-queries.cjs');
import watchPoolCheckouts = require('./pool-checkouts.cjs');
import watchTransactions = require('./transactions.cjs');

import type { Registry } from './tracking.cjs';

/** Checkouts and transactions of `pg`, both JavaScript and native, however the application loads it. */
function watchPostgres(registry: Registry): void {
  const lastQueries = createLastQueries();
  findEmitterClasses([
    {
      methods: ['connect', 'newClient', '_pulseQueue'],
      onFound: (prototype) => watchPoolCheckouts(registry, prototype, lastQueries.show),
    },
    {
      methods: ['connect', 'query', '_pulseQueryQueue'],
      onFound: (prototype) => watchTransactions(registry, prototype, lastQueries),
    },
  ]);
}

export = watchPostgres;
