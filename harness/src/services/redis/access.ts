import type { ServiceAccess } from '../service-access.js';
import { classifyRedisError } from './classify-error.js';
import { connectRedis, type RedisConnection } from './connection.js';
import { createRedisObserver } from './observer.js';
import { readServerLimits } from './server-limits.js';

export const redisAccess: ServiceAccess<RedisConnection> = {
  kind: 'redis',
  connect: connectRedis,
  classify: classifyRedisError,
  readLimits: readServerLimits,
  observe: createRedisObserver,
};
