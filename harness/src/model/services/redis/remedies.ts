import { type Remedy, shell } from '../../symptom.js';

/** Commands to copy. */
export const redisRemedies = {
  clients: shell(
    'who is connected, for how long, and with which last command',
    'redis-cli -u "$REDIS_URL" INFO clients && redis-cli -u "$REDIS_URL" CLIENT LIST',
  ),
  timeout: shell('let Redis close clients idle for over 5 minutes', 'redis-cli -u "$REDIS_URL" CONFIG SET timeout 300'),
} as const satisfies Readonly<Record<string, Remedy>>;
