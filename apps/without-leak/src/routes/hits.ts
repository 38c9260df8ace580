import type { RequestHandler } from 'express';
import { pool } from '../pool.js';

/** What PostgreSQL holds. Hits that were accepted and are not stored yet are no part of it. */
export const hits: RequestHandler = async (_request, response) => {
  const { rows } = await pool.query<{ value: string }>('SELECT value FROM hit_counter WHERE id = 1');
  response.json({ stored: Number(rows[0]?.value) });
};
