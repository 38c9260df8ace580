import path from 'node:path';
import { fileURLToPath } from 'node:url';
import AutoLoad from '@fastify/autoload';
import stats from './stats/index.js';

const here = path.dirname(fileURLToPath(import.meta.url));

export const options = {};

export default async function app(fastify, opts) {
  fastify.register(AutoLoad, { dir: path.join(here, 'plugins'), options: { ...opts } });
  fastify.register(AutoLoad, { dir: path.join(here, 'routes'), options: { ...opts } });
  fastify.register(stats, { prefix: '/internal/stats' });
}
