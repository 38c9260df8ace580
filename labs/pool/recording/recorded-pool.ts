import { Client, type ClientConfig, Pool, type PoolClient, type PoolConfig } from 'pg';
import type { CloseReason, PoolEvent } from './pool-event.js';

/** A real `pg.Pool` that writes down what happens to it. */
export interface RecordedPool {
  readonly pool: Pool;
  readonly events: readonly PoolEvent[];
  /** Milliseconds since the recording began. */
  nowMs(): number;
  /** Takes a connection, does the work, and gives the connection back; with the error when the work fails. */
  request(work: (client: PoolClient) => Promise<unknown>): Promise<RequestOutcome>;
  /** Takes a connection and never gives it back, as a forgotten `release()` does. */
  leak(): Promise<RequestOutcome>;
  /** Gives back what was leaked, and ends the pool. */
  close(): Promise<void>;
}

export interface RequestOutcome {
  readonly waitedMs: number;
  /** From getting the connection to giving it back; 0 when there was none. */
  readonly heldMs: number;
  readonly error: Error | null;
}

/** How `pg-pool` says, through its option `log`, why it closes the next connection. */
const reasonsByLog: Readonly<Record<string, CloseReason>> = {
  'remove idle client': 'idleTimeoutMillis',
  'remove expired client': 'maxLifetimeSeconds',
  'remove expended client': 'maxUses',
};

const toError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

export function openRecordedPool(config: PoolConfig): RecordedPool {
  const startMs = performance.now();
  const nowMs = (): number => performance.now() - startMs;
  const events: PoolEvent[] = [];
  const serials = new WeakMap<object, number>();
  const leaked: PoolClient[] = [];
  let opened = 0;
  let asked = 0;
  let isEnding = false;
  let announced: CloseReason | null = null;

  class RecordedClient extends Client {
    readonly serial: number;

    constructor(options?: string | ClientConfig) {
      super(options);
      opened += 1;
      this.serial = opened;
      serials.set(this, opened);
      events.push({ atMs: nowMs(), kind: 'opening', connection: opened });
      this.once('end', () => this.noteClosed());
    }

    private noteClosed(): void {
      events.push({ atMs: nowMs(), kind: 'closed', connection: this.serial, reason: this.reason ?? 'error' });
    }

    private reason: CloseReason | null = null;

    /** The pool announces its reason in the same breath. */
    override end(...args: never[]): Promise<void> {
      this.reason ??= announced ?? (isEnding ? 'end' : 'error');
      announced = null;
      return Reflect.apply(super.end, this, args);
    }
  }

  const pool = new Pool({
    ...config,
    Client: RecordedClient,
    log: (message: unknown) => {
      announced = reasonsByLog[String(message)] ?? announced;
    },
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    events.push({ atMs: nowMs(), kind: 'opened', connection: serials.get(client) ?? 0 });
  });

  async function take(): Promise<{ request: number; connection: number; client: PoolClient; waitedMs: number }> {
    asked += 1;
    const request = asked;
    const askedMs = nowMs();
    events.push({ atMs: askedMs, kind: 'asked', request });
    try {
      const client = await pool.connect();
      const connection = serials.get(client) ?? 0;
      events.push({ atMs: nowMs(), kind: 'given', request, connection });
      return { request, connection, client, waitedMs: nowMs() - askedMs };
    } catch (thrown) {
      events.push({ atMs: nowMs(), kind: 'gave-up', request, error: toError(thrown).message });
      throw Object.assign(toError(thrown), { waitedMs: nowMs() - askedMs });
    }
  }

  async function use(
    work: (client: PoolClient) => Promise<unknown>,
    { request, connection, client, waitedMs }: Awaited<ReturnType<typeof take>>,
  ): Promise<RequestOutcome> {
    const givenMs = nowMs();
    let error: Error | null = null;
    await work(client).catch((thrown) => {
      error = toError(thrown);
    });
    const atMs = nowMs();
    events.push({ atMs, kind: 'returned', request, connection });
    client.release(error ?? undefined);
    return { waitedMs, heldMs: atMs - givenMs, error };
  }

  const refused = (thrown: unknown): RequestOutcome => {
    const error: Error & { readonly waitedMs?: number } = toError(thrown);
    return { waitedMs: error.waitedMs ?? 0, heldMs: 0, error };
  };

  return {
    pool,
    events,
    nowMs,
    request: (work) => take().then((taken) => use(work, taken), refused),
    leak: () =>
      take().then(({ client, waitedMs }) => {
        leaked.push(client);
        return { waitedMs, heldMs: 0, error: null };
      }, refused),
    close: async () => {
      isEnding = true;
      const ended = pool.end();
      for (const client of leaked) client.release(true);
      await ended;
    },
  };
}
