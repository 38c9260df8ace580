import findPools = require('./pools-by-shape.cjs');

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
 * Remembers every `pg-pool` that the application makes. What the hook does not see is looked for by its shape.
 *
 * @param hook tells of pools that are made; null in a process that made its pools before we came.
 */
function watchPools(hook: ((onMade: (pool: object) => void) => () => boolean) | null): PoolWatch {
  let known: KnownPool[] = [];
  let made = 0;
  let looks = 0;
  /** Whether the latest look found all emitters of the process. */
  let isLookedFor = false;
  let isBlind: boolean | null = null;

  function remember(pool: object): void {
    made += 1;
    known.push({ id: `pg-${made}`, pool: new WeakRef(pool as Pool) });
  }

  const looksInVain = hook === null ? () => true : hook(remember);

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
