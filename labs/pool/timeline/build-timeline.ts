import type { CloseReason, PoolEvent } from '../recording/pool-event.js';

type Phase = 'opening' | 'busy' | 'idle';

/** A part of a connection's life. */
export interface Span {
  readonly phase: Phase;
  readonly fromMs: number;
  readonly toMs: number;
  /** Whom it served; null unless busy. */
  readonly request: number | null;
}

/** One physical connection from its first packet to its last. */
export interface ConnectionLife {
  readonly connection: number;
  readonly spans: readonly Span[];
  /** Null when it was open at the end of the picture. */
  readonly closed: { readonly atMs: number; readonly reason: CloseReason } | null;
}

/** The time between asking for a connection and getting one. */
export interface Wait {
  readonly request: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** `waiting`: had neither by the end of the picture. */
  readonly outcome: 'served' | 'gave-up' | 'waiting';
  readonly error: string | null;
}

export interface Timeline {
  readonly endMs: number;
  readonly connections: readonly ConnectionLife[];
  readonly waits: readonly Wait[];
}

/** Lives and waits from what was recorded until `endMs`. Events must be in order of time; later ones are left out. */
export function buildTimeline(events: readonly PoolEvent[], endMs: number): Timeline {
  const seen = events.filter(({ atMs }) => atMs <= endMs);
  const serials = new Set(seen.flatMap((event) => (event.kind === 'opening' ? [event.connection] : [])));
  const requests = new Set(seen.flatMap((event) => (event.kind === 'asked' ? [event.request] : [])));
  return {
    endMs,
    connections: [...serials].map((serial) => buildLife(serial, seen, endMs)),
    waits: [...requests].map((request) => buildWait(request, seen, endMs)),
  };
}

function buildLife(connection: number, events: readonly PoolEvent[], endMs: number): ConnectionLife {
  const spans: Span[] = [];
  let open: Omit<Span, 'toMs'> | null = null;
  let closed: ConnectionLife['closed'] = null;
  const turn = (atMs: number, next: Omit<Span, 'toMs' | 'fromMs'> | null): void => {
    if (open !== null && atMs > open.fromMs) spans.push({ ...open, toMs: atMs });
    open = next === null ? null : { ...next, fromMs: atMs };
  };
  for (const event of events) {
    if (!('connection' in event) || event.connection !== connection) continue;
    if (event.kind === 'opening') turn(event.atMs, { phase: 'opening', request: null });
    else if (event.kind === 'given') turn(event.atMs, { phase: 'busy', request: event.request });
    else if (event.kind === 'closed') {
      turn(event.atMs, null);
      closed = { atMs: event.atMs, reason: event.reason };
    } else turn(event.atMs, { phase: 'idle', request: null });
  }
  turn(endMs, null);
  return { connection, spans, closed };
}

function buildWait(request: number, events: readonly PoolEvent[], endMs: number): Wait {
  let fromMs = 0;
  for (const event of events) {
    if (!('request' in event) || event.request !== request) continue;
    if (event.kind === 'asked') fromMs = event.atMs;
    else if (event.kind === 'given') return { request, fromMs, toMs: event.atMs, outcome: 'served', error: null };
    else if (event.kind === 'gave-up') {
      return { request, fromMs, toMs: event.atMs, outcome: 'gave-up', error: event.error };
    }
  }
  return { request, fromMs, toMs: endMs, outcome: 'waiting', error: null };
}
