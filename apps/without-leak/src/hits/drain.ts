import { pool } from '../pool.js';
import { type Batch, forgetBatch, takeBatch } from './buffer.js';

/** One statement, and so one transaction: the batch's id and its hits are stored together or not at all. */
const storeStatement = `
  WITH applied AS (
    INSERT INTO hit_batches (id, hits) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING RETURNING hits)
  INSERT INTO hit_counter AS counter SELECT 1, hits FROM applied
    ON CONFLICT (id) DO UPDATE SET value = counter.value + EXCLUDED.value`;

/** An id is needed for as long as a worker may still hold its batch; an hour is far longer than a worker is slow. */
const pruneStatement = `DELETE FROM hit_batches WHERE applied_at < now() - interval '1 hour'`;

async function storeBatch({ id, hits }: Batch): Promise<void> {
  await pool.query(storeStatement, [id, hits]);
}

/**
 * Moves what waits in Redis to PostgreSQL; true when there was something. It may end between any two steps: the batch
 * then stays in Redis, the next call finds it again, and a second write of the same id changes nothing.
 */
export async function drainOnce(): Promise<boolean> {
  const batch = await takeBatch();
  if (batch === null) return false;
  await storeBatch(batch);
  await forgetBatch(batch);
  return true;
}

/** Removes the ids of batches stored long ago. */
export async function pruneBatches(): Promise<void> {
  await pool.query(pruneStatement);
}
