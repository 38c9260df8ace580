import express, { type Express, type RequestHandler } from 'express';
import { answerError } from './errors.js';
import { buffers } from './routes/buffers.js';
import { cache } from './routes/cache.js';
import { checkout } from './routes/checkout.js';
import { database } from './routes/database.js';
import { files } from './routes/files.js';
import { healthz } from './routes/healthz.js';
import { hit } from './routes/hit.js';
import { hits } from './routes/hits.js';
import { listeners } from './routes/listeners.js';
import { redis } from './routes/redis.js';
import { timers } from './routes/timers.js';

const routes: Readonly<Record<string, RequestHandler>> = {
  '/healthz': healthz,
  '/api/database': database,
  '/api/redis': redis,
  '/api/checkout': checkout,
  '/api/cache': cache,
  '/api/listeners': listeners,
  '/api/buffers': buffers,
  '/api/files': files,
  '/api/timers': timers,
  '/api/hits': hits,
};

function createApp(): Express {
  const created = express();
  created.disable('x-powered-by');
  created.disable('etag');
  for (const [path, handler] of Object.entries(routes)) created.get(path, handler);
  created.post('/api/hit', hit);
  created.use(answerError);
  return created;
}

export const app = createApp();
