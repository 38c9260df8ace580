/** A pool of clients inside the target, as its own counters tell. */
export interface PoolGauge {
  /** Stable while the pool lives. */
  readonly id: string;
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
  readonly max: number;
  /** Its open connections; absent where the pool does not tell. */
  readonly backends?: PoolBackends;
}

/** Open connections of a pool by the server's process id, a few dozen of them where there are more. */
export interface PoolBackends {
  readonly checkedOut: readonly number[];
  readonly idle: readonly number[];
}
