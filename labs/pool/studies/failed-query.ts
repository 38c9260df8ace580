import { Pool } from 'pg';
import { type Rig, waitUntilQuiet } from '../rig.js';

/** Whether a pool keeps a connection on which a harmless statement failed, by how the statement was sent. */
export interface FailedQueryFigures {
  readonly title: string;
  readonly error: string;
  readonly isConnectionKept: boolean;
}

/** Fails in the server and leaves the session as it was. */
const failing = 'SELECT 1 / 0';

const senders: readonly { readonly title: string; readonly send: (pool: Pool) => Promise<unknown> }[] = [
  { title: 'pool.query()', send: (pool) => pool.query(failing) },
  {
    title: 'pool.connect(), client.query(), release()',
    send: async (pool) => {
      const client = await pool.connect();
      try {
        return await client.query(failing);
      } finally {
        client.release();
      }
    },
  },
];

/** Compares the server's process before and after the failure. */
export async function studyFailedQuery(rig: Rig): Promise<readonly FailedQueryFigures[]> {
  const figures: FailedQueryFigures[] = [];
  for (const { title, send } of senders) {
    await waitUntilQuiet(rig);
    const pool = new Pool({ connectionString: rig.databaseUrl, max: 1 });
    pool.on('error', () => undefined);
    try {
      const before = await readBackendPid(pool);
      const error = await send(pool).then(
        () => 'none',
        (thrown: Error) => thrown.message,
      );
      figures.push({ title, error, isConnectionKept: (await readBackendPid(pool)) === before });
    } finally {
      await pool.end();
    }
  }
  return figures;
}

/** Which process of the server answers the next request. */
export async function readBackendPid(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid ?? 0;
}
