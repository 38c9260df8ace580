import { randomUUID } from 'node:crypto';
import { config } from '../config.js';
import { hitsClient } from './redis-client.js';

/** Hits that were counted in Redis and move to PostgreSQL together. */
export interface Batch {
  /** Given with the first hit, so that it is there however often the batch is read. */
  readonly id: string;
  readonly hits: number;
}

/** In braces what makes Redis Cluster keep both on one node. A hash each: `id` and `hits`. */
const pendingKey = '{hits}:pending';
const takenKey = '{hits}:taken';

const acceptScript = `
  if tonumber(redis.call('HGET', KEYS[1], 'hits') or '0') >= tonumber(ARGV[2]) then return 0 end
  redis.call('HSETNX', KEYS[1], 'id', ARGV[1])
  return redis.call('HINCRBY', KEYS[1], 'hits', 1)`;

/** A batch that was taken before comes first. No command here needs memory: a full Redis can be drained. */
const takeScript = `
  if redis.call('EXISTS', KEYS[2]) == 0 and redis.call('EXISTS', KEYS[1]) == 1 then
    redis.call('RENAME', KEYS[1], KEYS[2])
  end
  return redis.call('HMGET', KEYS[2], 'id', 'hits')`;

/** By its id: another worker may have been faster, and the next batch may be there already. */
const forgetScript = `
  if redis.call('HGET', KEYS[1], 'id') == ARGV[1] then return redis.call('DEL', KEYS[1]) end
  return 0`;

/** Counts one hit in Redis, or throws when as many as allowed wait there already. */
export async function bufferHit(): Promise<void> {
  const client = await hitsClient();
  const args = [randomUUID(), String(config.maxPendingHits)];
  const pending = await client.eval(acceptScript, { keys: [pendingKey], arguments: args });
  if (pending === 0)
    throw new Error(`${config.maxPendingHits} hits wait to be stored, as many as MAX_PENDING_HITS allows`);
}

/** Sets the pending hits apart as one batch, in one step; null when there are none. */
export async function takeBatch(): Promise<Batch | null> {
  const client = await hitsClient();
  const reply = await client.eval(takeScript, { keys: [pendingKey, takenKey] });
  const [id, hits] = Array.isArray(reply) ? reply : [];
  return typeof id === 'string' ? { id, hits: Number(hits) } : null;
}

/** Drops a batch that is stored. */
export async function forgetBatch({ id }: Batch): Promise<void> {
  const client = await hitsClient();
  await client.eval(forgetScript, { keys: [takenKey], arguments: [id] });
}
