import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import { lifecycle } from '../shutdown.js';

// One listener per request in flight is meant, and the warning at eleven of them would only be noise.
lifecycle.setMaxListeners(0);

export const listeners: RequestHandler = async (_request, response) => {
  const hangUp = () => response.destroy();
  lifecycle.once('closing', hangUp);
  response.once('close', () => lifecycle.off('closing', hangUp));
  await nextTurn();
  response.json({ status: 'open' });
};
