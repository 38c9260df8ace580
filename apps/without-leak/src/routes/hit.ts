import type { RequestHandler } from 'express';
import { reasonOf } from '../errors.js';
import { bufferHit } from '../hits/buffer.js';

const retryAfterSeconds = '1';

/** Accepts the hit once Redis has it; the worker stores it later. Whatever keeps Redis from taking it, later may do better. */
export const hit: RequestHandler = async (_request, response) => {
  try {
    await bufferHit();
    response.status(202).json({ status: 'queued' });
  } catch (error) {
    response
      .status(503)
      .set('Retry-After', retryAfterSeconds)
      .json({ error: reasonOf(error) });
  }
};
