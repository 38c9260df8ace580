import type { ByMetric } from '../../metrics/catalogue.js';
import type { MetricAdvice } from '../../metrics/metric-definition.js';
import type { RuntimeKind } from '../../runtimes/runtime-kind.js';

/** Advice in the words of the clients of each runtime. */
export const redisAdvice: Readonly<Record<RuntimeKind, ByMetric<MetricAdvice>>> = {
  node: {
    'redis.connections': {
      advice:
        'Create one Redis client per process and share it; a client made per request must be closed with `close()`.',
      adviceAt: (place) =>
        `Create the Redis client once per process and share it; if ${place} needs one of its own, \`close()\` it in \`finally\`.`,
    },
  },
  python: {
    'redis.connections': {
      advice:
        'Create one `redis.Redis` per process and share it: it has a pool of its own. A client made per request must be closed with `close()`.',
      adviceAt: (place) =>
        `Create the Redis client once per process and share it; if ${place} needs one of its own, \`close()\` it in \`finally\`, or use it by \`with\`.`,
    },
  },
  go: {},
  jvm: {},
};
