import ritm = require('require-in-the-middle');

import type { PoolGauge } from '../model/target.js' with { 'resolution-mode': 'import' };

/** What a `pg-pool` tells about itself. */
interface Pool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
  readonly options: { readonly max: number };
}

interface KnownPool {
  readonly id: string;
  readonly pool: WeakRef<Pool>;
}

const isClass = (value: unknown): value is new (...args: never[]) => object => typeof value === 'function';

function readGauge({ id, pool }: KnownPool): PoolGauge | null {
  const live = pool.deref();
  if (live === undefined) return null;
  return { id, total: live.totalCount, idle: live.idleCount, waiting: live.waitingCount, max: live.options.max };
}

/**
 * Remembers every `pg-pool` that the application makes, weakly, and returns their gauges when asked. The class is
 * wrapped in a proxy whose only trap is `construct`: a pool in use runs the code it would run without us. `pg` loads
 * `pg-pool` by `require` also where the application imports it; only `import Pool from 'pg-pool'` goes unseen.
 */
function watchPools(): () => readonly PoolGauge[] {
  let known: KnownPool[] = [];
  let made = 0;

  function remember(pool: object): void {
    made += 1;
    known.push({ id: `pg-${made}`, pool: new WeakRef(pool as Pool) });
  }

  function watchConstruction<T>(exports: T): T {
    if (!isClass(exports)) return exports;
    return new Proxy(exports, {
      construct(target, args, newTarget) {
        const pool: object = Reflect.construct(target, args, newTarget);
        remember(pool);
        return pool;
      },
    });
  }

  new ritm.Hook(['pg-pool'], watchConstruction);
  return () => {
    known = known.filter(({ pool }) => pool.deref() !== undefined);
    return known.map(readGauge).filter((gauge) => gauge !== null);
  };
}

export = watchPools;
