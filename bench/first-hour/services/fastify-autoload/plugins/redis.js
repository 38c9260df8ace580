import fp from 'fastify-plugin';
import { Redis } from 'ioredis';

export default fp(async (fastify) => {
  const redis = new Redis({
    host: process.env.REDIS_HOST ?? 'localhost',
    port: Number(process.env.REDIS_PORT ?? 6379),
    password: process.env.REDIS_PASSWORD || undefined,
  });
  redis.on('error', (error) => fastify.log.error(error));
  fastify.decorate('redis', redis);
  fastify.addHook('onClose', () => redis.quit());
});
