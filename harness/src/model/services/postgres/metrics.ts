import type { MetricDefinition } from '../../metrics/metric-definition.js';

const ofPostgres = { unit: 'count', source: 'postgres', defaultTolerance: 0.001 } as const;

export const postgresMetrics = {
  'pg.connections': {
    ...ofPostgres,
    role: 'accuses',
    title: 'PostgreSQL connections',
    words: { one: 'pg connection', many: 'pg connections' },
    advice:
      'Use one pg.Pool per process and release every client in `finally`; a `new Client()` per request must be ended.',
    adviceAt: (place) =>
      `Let ${place} take a client from one pg.Pool of the process and release it in \`finally\`; a client of its own must be ended there.`,
    limit: {
      priorPerRequest: 1,
      usable: ({ connections }) => connections.postgres ?? null,
      title: (_, { settings }) => settings['pg.connections'] ?? 'pg.connections',
      serverIsFull: /too many clients|remaining connection slots|too many connections for (role|database)|\b53300\b/i,
    },
    isDescriptor: true,
    isCause: true,
    client: 'postgres',
    // A client that the pool waits for explains the connection that the pool opened in its stead.
    origins: [['pool-client'], ['socket to postgres'], ['transaction']],
    isLeading: true,
    ofProcess: 'pg',
  },
  'pg.idleInTransaction': {
    ...ofPostgres,
    role: 'accuses',
    title: 'PostgreSQL sessions idle in transaction',
    words: { one: 'idle pg transaction', many: 'idle pg transactions' },
    advice:
      'Every BEGIN needs a COMMIT or ROLLBACK on every path; put the ROLLBACK into `catch` and the release into `finally`.',
    adviceAt: (place) =>
      `Every path out of ${place} needs a COMMIT or ROLLBACK: ROLLBACK in \`catch\`, \`release()\` in \`finally\`.`,
    mostAtRest: 0,
    isCause: true,
    client: 'postgres',
    origins: [['transaction'], ['pool-client'], ['socket to postgres']],
  },
  'pg.active': {
    ...ofPostgres,
    role: 'remarks',
    title: 'PostgreSQL sessions active',
    words: { one: 'active pg session', many: 'active pg sessions' },
  },
  'pg.idle': {
    ...ofPostgres,
    role: 'remarks',
    title: 'PostgreSQL sessions idle',
    words: { one: 'idle pg session', many: 'idle pg sessions' },
  },
} as const satisfies Record<string, MetricDefinition>;
