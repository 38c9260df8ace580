import path = require('node:path');
import findPools = require('./pools-by-shape.cjs');
import requireOwn = require('./require-own.cjs');
import ritm = require('require-in-the-middle');

import type { PoolBackends, PoolGauge } from '../../model/pool-gauge.js' with { 'resolution-mode': 'import' };

/** What a `pg-pool` tells about itself. */
interface Pool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
  /** As the application gave it: a text, where it comes from the environment. */
  readonly options: { readonly max: unknown };
  /** Private since `pg-pool` 2, and still so named in 3.14: missing or other, the connections are not told. */
  readonly _clients?: unknown;
  readonly _idle?: unknown;
}

interface Client {
  /** The server's process; null or 0 until it is known. */
  readonly processID?: number | null;
}

/** A pool of hundreds would make each reading long; its gauges count them all. */
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

/** By the server's process, which `pg_stat_activity` knows too. */
function listBackends({ _clients: clients, _idle: idle }: Pool): PoolBackends | null {
  if (!Array.isArray(clients) || !Array.isArray(idle)) return null;
  const free = new Set<Client | undefined>(idle.map((item?: { readonly client: Client }) => item?.client));
  const listed: readonly (Client | undefined)[] = clients.slice(0, maxListed);
  return {
    checkedOut: pidsOf(listed.filter((client) => !free.has(client))),
    idle: pidsOf(listed.filter((client) => free.has(client))),
  };
}

/** A module of our own: a hook that does not see it loaded sees no other. */
const proofPath = require.resolve('./pg-pools-proof.cjs');

const isPoolFile = (file: string): boolean => /[\\/]node_modules[\\/]pg-pool[\\/]/.test(file);

/** One when the service has started, one when its first requests have been answered, and one more. */
const mostLooks = 3;

/** The pools of a process, remembered weakly. */
interface PoolWatch {
  /** Their gauges; null where pools may have been made that nobody saw. */
  readonly gauges: () => readonly PoolGauge[] | null;
  /** Looks for pools that were made unseen, as long as none is known: a walk over the heap. */
  readonly look: () => void;
}

/**
 * Remembers every `pg-pool` that the application makes. The class is wrapped in a proxy whose only trap is `construct`: a
 * pool in use runs the code it would run without us. `pg` loads `pg-pool` by `require` also where the application imports
 * it. What goes unseen (`import Pool from 'pg-pool'`, a driver that is bundled into the application) is looked for by its
 * shape.
 */
function watchPools(): PoolWatch {
  let known: KnownPool[] = [];
  let made = 0;
  let looks = 0;
  /** Whether the process told of all its emitters. */
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

  /** Nobody required it: an ES module imported it, or a loader led past the hook. A later `require` may be seen. */
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
      // When first asked: by then the application has loaded what it loads.
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

/** A Node.js without an inspector, or one that does not let us at it, tells of none. */
function findOrNull(): readonly object[] | null {
  try {
    return findPools();
  } catch {
    return null;
  }
}

export = watchPools;
