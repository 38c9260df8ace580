import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RequestHandler, Response } from 'express';

const heartbeatMs = 15_000;

/** Tells proxies that a slow answer is still being worked on. */
function sendHeartbeat(response: Response): void {
  if (!response.headersSent) response.writeProcessing();
}

/**
 * LEAK: an interval per request. Nothing stops it when the answer is out: it goes on firing for nobody, keeps the
 * response and its request, and costs processor time more with every request.
 */
export const timers: RequestHandler = async (_request, response) => {
  setInterval(() => sendHeartbeat(response), heartbeatMs);
  await nextTurn();
  response.json({ heartbeatMs });
};
