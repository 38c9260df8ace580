import type { MetricDefinition } from '../../metrics/metric-definition.js';

export const redisMetrics = {
  'redis.connections': {
    unit: 'count',
    source: 'redis',
    role: 'accuses',
    defaultTolerance: 0.001,
    title: 'Redis connections',
    words: { one: 'Redis connection', many: 'Redis connections' },
    advice: 'Create one Redis client per process and share it; a client made per request must be closed.',
    adviceAt: (place) =>
      `Create the Redis client once per process and share it; if ${place} needs one of its own, close it on every path.`,
    limit: {
      priorPerRequest: 1,
      usable: ({ connections }) => connections.redis ?? null,
      title: (_, { settings }) => settings['redis.connections'] ?? 'redis.connections',
      serverIsFull: /max number of clients reached/i,
    },
    isDescriptor: true,
    isCause: true,
    origins: [['socket to redis']],
    isLeading: true,
    ofProcess: 'Redis',
  },
} as const satisfies Record<string, MetricDefinition>;
