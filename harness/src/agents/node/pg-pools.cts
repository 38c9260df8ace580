import path = require('node:path');
import findPools = require('./pools-by-shape.cjs');
import requireOwn = require('./require-own.cjs');
import ritm = require('require-in-the-middle');

import type { PoolBackends, PoolGauge } from '../../model/pool-gauge.js' with { 'resolution-mode': 'import' };

/** The fields of a `pg-pool` that we read. */
interface Pool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
  /** As the application gave it, which is a text where the value comes from the environment. */
  readonly options: { readonly max: unknown };
  /**
   * Private fields that have these names from `pg-pool` 2 to 3.14. Where they are missing or are no lists, the
   * connections are not told.
   */
  readonly _clients?: unknown;
  readonly _idle?: unknown;
}

interface Client {
  /** The id of the server's process; null or 0 until it is known. */
  readonly processID?: number | null;
}

/**
 * No more connections of a pool are listed, because hundreds would make each reading long. The gauges count all of
 * them.
 */
const maxListed = 32;

interface KnownPool {
  readonly id: string;
  readonly pool: WeakRef<Pool>;
}

const isClass = (value: unknown): value is new (...args: never[]) => object => typeof value === 'function';

function readGauge({ id, pool }: KnownPool): PoolGauge | null {
  const live = pool.deref();
  if (live === undefined) return null;
  const { totalCount: total, idleCount: idle, waitingCount: waiting, options } = live;
  const backends = listBackends(live);
  return { id, total, idle, waiting, max: Number(options.max) || 0, ...(backends === null ? {} : { backends }) };
}

const pidsOf = (clients: readonly (Client | undefined)[]): readonly number[] =>
  clients.flatMap((client) => client?.processID || []);

/** Lists connections by the server's process id, which `pg_stat_activity` has too. */
function listBackends({ _clients: clients, _idle: idle }: Pool): PoolBackends | null {
  if (!Array.isArray(clients) || !Array.isArray(idle)) return null;
  const free = new Set<Client | undefined>(idle.map((item?: { readonly client: Client }) => item?.client));
  const listed: readonly (Client | undefined)[] = clients.slice(0, maxListed);
  return {
    checkedOut: pidsOf(listed.filter((client) => !free.has(client))),
    idle: pidsOf(listed.filter((client) => free.has(client))),
  };
}

/** A module of our own. A hook that does not see this one loaded sees no other. */
const proofPath = require.resolve('./pg-pools-proof.cjs');

const isPoolFile = (file: string): boolean => /[\\/]node_modules[\\/]pg-pool[\\/]/.test(file);

/**
 * The first look comes when the service has started, the second when its first requests have been answered, and there
 * may be one more.
 */
const mostLooks = 3;

/** The pools of a process, remembered weakly. */
interface PoolWatch {
  /** The gauges of the pools; null where there may be pools that nobody saw made. */
  readonly gauges: () => readonly PoolGauge[] | null;
  /** Looks for pools that were made unseen, by a walk over the heap. Does nothing once a pool is known. */
  readonly look: () => void;
}

/**
 * Remembers every `pg-pool` that the application makes. The class is wrapped in a proxy whose only trap is `construct`,
 * so a pool in use runs the same code as without us. `pg` loads `pg-pool` by `require`, even where the application
 * imports `pg`. What the hook does not see is looked for by its shape: `import Pool from 'pg-pool'`, and a driver that
 * is bundled into the application.
 */
function watchPools(): PoolWatch {
  let known: KnownPool[] = [];
  let made = 0;
  let looks = 0;
  /** Whether the latest look found all emitters of the process. */
  let isLookedFor = false;
  const seen = new Set<string>();
  let isBlind: boolean | null = null;

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

  new ritm.Hook(['pg-pool', proofPath], (exports, name) => {
    seen.add(name);
    return name === 'pg-pool' ? watchConstruction(exports) : exports;
  });

  /**
   * Whether `pg-pool` was loaded without the hook: an ES module imported it, or a loader bypassed `require`. A later
   * `require` may still be seen.
   */
  function isLoadedPastUs(file: string): boolean {
    return isPoolFile(file) && (!seen.has('pg-pool') || !require.cache[file]?.parent);
  }

  function looksInVain(): boolean {
    requireOwn(() => require(proofPath));
    const isProofSeen = seen.has(path.parse(proofPath).name);
    return !isProofSeen || Object.keys(require.cache).some(isLoadedPastUs);
  }

  function forgetDead(): void {
    known = known.filter(({ pool }) => pool.deref() !== undefined);
  }

  return {
    gauges() {
      // Decided when first asked, because the application has loaded its modules by then.
      isBlind ??= looksInVain();
      if (isBlind && !isLookedFor) return null;
      forgetDead();
      return known.map(readGauge).filter((gauge) => gauge !== null);
    },
    look() {
      forgetDead();
      if (known.length > 0 || looks === mostLooks) return;
      looks += 1;
      const found = findOrNull();
      isLookedFor = found !== null;
      found?.forEach(remember);
    },
  };
}

/** Null where Node.js has no inspector, or does not let us use it. */
function findOrNull(): readonly object[] | null {
  try {
    return findPools();
  } catch {
    return null;
  }
}

export = watchPools;
