import { setTimeout as delay } from 'node:timers/promises';
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { type Rig, waitUntilQuiet } from '../rig.js';
import { readBackendPid } from './failed-query.js';

/** What happened to a statement that takes longer than it may. */
export interface TimeoutFigures {
  readonly title: string;
  readonly statementMs: number;
  /** What the caller was told, and when. */
  readonly error: string;
  /** SQLSTATE of the server; null when the error was made in the client. */
  readonly sqlState: string | null;
  readonly toldMs: number;
  /** When the server stopped working on it. */
  readonly serverDoneMs: number;
  /** Whether the pool had the connection afterwards. */
  readonly isConnectionKept: boolean;
  /** How long the next `SELECT 1` took on a pool of one. */
  readonly nextQueryMs: number;
  /** What the next query was told; null when it was answered. */
  readonly nextError: string | null;
}

const limitMs = 150;
const statementMs = 700;
const slowStatement = `SELECT pg_sleep(${statementMs / 1_000})`;

interface Arm {
  readonly title: string;
  readonly settings: PoolConfig;
  readonly isCheckedOut: boolean;
}

const arms: readonly Arm[] = [
  { title: `statement_timeout: ${limitMs}`, settings: { statement_timeout: limitMs }, isCheckedOut: false },
  { title: `query_timeout: ${limitMs}`, settings: { query_timeout: limitMs }, isCheckedOut: false },
  {
    title: `query_timeout: ${limitMs}, own client, then release()`,
    settings: { query_timeout: limitMs },
    isCheckedOut: true,
  },
  {
    title: `both, query_timeout: ${2 * limitMs}`,
    settings: { statement_timeout: limitMs, query_timeout: 2 * limitMs },
    isCheckedOut: false,
  },
];

/** Sends a statement that is too slow under each of the time limits. */
export async function studyQueryTimeouts(rig: Rig): Promise<readonly TimeoutFigures[]> {
  const figures: TimeoutFigures[] = [];
  for (const arm of arms) figures.push(await measure(rig, arm));
  return figures;
}

async function measure(rig: Rig, { title, settings, isCheckedOut }: Arm): Promise<TimeoutFigures> {
  await waitUntilQuiet(rig);
  const pool = new Pool({ connectionString: rig.databaseUrl, max: 1, ...settings });
  pool.on('error', () => undefined);
  try {
    const backendPid = await readBackendPid(pool);
    const startMs = performance.now();
    const answer = runSlow(pool, isCheckedOut).then((error) => ({ error, toldMs: performance.now() - startMs }));
    const done = waitUntilDone(rig, backendPid).then(() => performance.now() - startMs);
    const { error, toldMs } = await answer;
    const isConnectionKept = pool.totalCount === 1;
    const askedMs = performance.now();
    const nextError = await pool.query('SELECT 1').then(
      () => null,
      (thrown: Error) => thrown.message,
    );
    const nextQueryMs = performance.now() - askedMs;
    const { message, code } = error;
    return {
      title,
      statementMs,
      error: message,
      sqlState: code ?? null,
      toldMs,
      serverDoneMs: await done,
      isConnectionKept,
      nextQueryMs,
      nextError,
    };
  } finally {
    await pool.end();
  }
}

async function runSlow(pool: Pool, isCheckedOut: boolean): Promise<Error & { readonly code?: string }> {
  const client: PoolClient | null = isCheckedOut ? await pool.connect() : null;
  try {
    await (client ?? pool).query(slowStatement);
    return new Error('no error');
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  } finally {
    client?.release();
  }
}

/** The statement is on its way when this is called; it is seen at work before it is seen done. */
async function waitUntilDone({ server }: Rig, backendPid: number): Promise<void> {
  const deadlineMs = performance.now() + 2 * statementMs;
  let wasActive = false;
  while (performance.now() < deadlineMs) {
    const isActive = await server.isActive(backendPid);
    if (wasActive && !isActive) return;
    wasActive ||= isActive;
    await delay(5);
  }
}
