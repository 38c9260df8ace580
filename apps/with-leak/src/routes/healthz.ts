import type { RequestHandler } from 'express';

/** The service listens only after its tables are in place, so that an answer is the proof. */
export const healthz: RequestHandler = (_request, response) => {
  response.json({ status: 'ok' });
};
