import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import { lifecycle } from '../shutdown.js';

// One listener per request in flight is meant, and the warning at eleven of them would only be noise.
lifecycle.setMaxListeners(0);

/**
 * LEAK: a listener per request. `once` looks as if it cleaned up after itself, but `closing` comes when the service
 * stops and not before. Until then each listener keeps its response, its request and their headers; and the warning
 * that would have told is switched off above.
 */
export const listeners: RequestHandler = async (_request, response) => {
  const hangUp = () => response.destroy();
  lifecycle.once('closing', hangUp);
  await nextTurn();
  response.json({ status: 'open' });
};
