/** What a scene does to its pool, one step after the other. */
export type SceneStep =
  /** As many requests at the same moment, each holding a connection for so long. */
  | { readonly do: 'burst'; readonly requests: number; readonly heldMs: number }
  /** One request that sends so many queries over one connection. */
  | { readonly do: 'checkout'; readonly queries: number }
  | { readonly do: 'pause'; readonly ms: number }
  /** Requests that take a connection and never give it back; `isHeld` when something goes on referring to it. */
  | { readonly do: 'forget'; readonly requests: number; readonly isHeld: boolean }
  /** A statement that takes so long, then a `SELECT 1`. */
  | { readonly do: 'statement'; readonly statementMs: number }
  /** `SELECT 1` so many times on a connection of its own, then on connections of the pool. */
  | { readonly do: 'compare'; readonly requests: number };

export type PythonLibrary = 'SQLAlchemy' | 'asyncpg';

/** A pool of a Python library, and what is done to it. */
export interface Scene {
  readonly library: PythonLibrary;
  readonly title: string;
  /** As `create_engine()` or `create_pool()` takes them; `acquire_timeout` is the `timeout` of asyncpg's `acquire()`. */
  readonly settings: Readonly<Record<string, number | boolean>>;
  readonly steps: readonly SceneStep[];
}

export const burst = (requests: number, heldMs: number): SceneStep => ({ do: 'burst', requests, heldMs });

export const pause = (ms: number): SceneStep => ({ do: 'pause', ms });

/** The same steps so many times. */
export const repeat = (times: number, ...steps: readonly SceneStep[]): readonly SceneStep[] =>
  Array.from({ length: times }, () => steps).flat();
