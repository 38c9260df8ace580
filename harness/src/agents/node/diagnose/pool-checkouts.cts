import patch = require('./patch.cjs');

import type { Origin, Probe, Registry } from './tracking.cjs';

interface PoolClient {
  release: (...args: never[]) => unknown;
}

/** One loan of a client. The client's `release` function holds it, and the pool makes a new function for each loan. */
interface Checkout {
  readonly client: PoolClient;
  isOut: boolean;
}

const formatSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

function createProbe(showQuery: (client: object) => string): Probe<Checkout> {
  return {
    isAlive: ({ isOut }) => isOut,
    describe: ({ client }, ageMs) => `checked out for ${formatSeconds(ageMs)}, ${showQuery(client)}`,
    objects: ({ client }) => [client],
  };
}

/** Clients that were taken from a `pg-pool` and not given back, by the place that took them. */
function watchPoolCheckouts(registry: Registry, pool: object, showQuery: (client: object) => string): void {
  const probe = createProbe(showQuery);

  function checkOut(origin: Origin, client: PoolClient): void {
    const checkout: Checkout = { client, isOut: true };
    client.release = new Proxy(client.release, {
      apply(release, self, args) {
        checkout.isOut = false;
        return Reflect.apply(release, self, args);
      },
    });
    registry.add(origin, checkout, probe);
  }

  /** Runs before the callback of `pool.connect`, which gets the client and its `release` as two arguments. */
  function observing(origin: Origin, callback: (...args: never[]) => unknown) {
    return function onConnect(this: unknown, ...results: unknown[]): unknown {
      const [error, client] = results as [unknown, PoolClient | undefined];
      if (error || client === undefined) return Reflect.apply(callback, this, results);
      checkOut(origin, client);
      return Reflect.apply(callback, this, results.with(2, client.release));
    };
  }

  patch.patchMethods(pool, ['connect'], (original, self, args) => {
    const origin = registry.locate('pool-client');
    const [callback] = args;
    if (origin === null) return Reflect.apply(original, self, args);
    if (typeof callback === 'function') {
      return Reflect.apply(original, self, args.with(0, observing(origin, callback as () => unknown)));
    }
    const connecting = Reflect.apply(original, self, args) as Promise<PoolClient>;
    return connecting.then((client) => {
      checkOut(origin, client);
      return client;
    });
  });
}

export = watchPoolCheckouts;
