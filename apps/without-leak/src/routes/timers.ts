import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RequestHandler, Response } from 'express';

const heartbeatMs = 15_000;

/** Tells proxies that a slow answer is still being worked on. */
function sendHeartbeat(response: Response): void {
  if (!response.headersSent) response.writeProcessing();
}

export const timers: RequestHandler = async (_request, response) => {
  const heartbeat = setInterval(() => sendHeartbeat(response), heartbeatMs);
  response.once('close', () => clearInterval(heartbeat));
  await nextTurn();
  response.json({ heartbeatMs });
};
