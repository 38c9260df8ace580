/** Something that happened to a pool, in milliseconds since its recording began. */
export type PoolEvent =
  /** A request asked for a connection; `given` or `gave-up` ends its wait. */
  | { readonly atMs: number; readonly kind: 'asked'; readonly request: number }
  | { readonly atMs: number; readonly kind: 'given'; readonly request: number; readonly connection: number }
  | { readonly atMs: number; readonly kind: 'gave-up'; readonly request: number; readonly error: string }
  | { readonly atMs: number; readonly kind: 'returned'; readonly request: number; readonly connection: number }
  /** Socket, start-up message, password: until `opened` nothing can be sent. */
  | { readonly atMs: number; readonly kind: 'opening'; readonly connection: number }
  | { readonly atMs: number; readonly kind: 'opened'; readonly connection: number }
  | { readonly atMs: number; readonly kind: 'closed'; readonly connection: number; readonly reason: CloseReason };

/** The setting that made the pool close a connection; `error` when it was returned with one, `end` with the whole pool. */
export type CloseReason =
  | 'idleTimeoutMillis'
  | 'maxLifetimeSeconds'
  | 'maxUses'
  | 'max_overflow'
  | 'pool_recycle'
  | 'max_queries'
  | 'max_inactive_connection_lifetime'
  | 'error'
  | 'end';

/** The pool's own counters at a moment. */
export interface GaugeSample {
  readonly atMs: number;
  /** Connections open or being opened. */
  readonly total: number;
  readonly idle: number;
  /** Requests that have no connection yet and are not having one opened. */
  readonly waiting: number;
}

/** Client connections as the server counts them. */
export interface ServerCount {
  readonly atMs: number;
  readonly connections: number;
}
