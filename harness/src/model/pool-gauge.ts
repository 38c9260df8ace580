/** A pool of clients inside the target, by its own counters. */
export interface PoolGauge {
  /** It stays the same while the pool lives. */
  readonly id: string;
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
  readonly max: number;
  /** The pool's open connections. Absent where the pool does not tell them. */
  readonly backends?: PoolBackends;
}

/** Open connections of a pool, by the id of the server's process. A large pool lists only its first 32. */
export interface PoolBackends {
  readonly checkedOut: readonly number[];
  readonly idle: readonly number[];
}
