import type { MetricDefinition } from '../../metrics/metric-definition.js';

const ofPostgres = { unit: 'count', source: 'postgres', defaultTolerance: 0.001 } as const;

export const postgresMetrics = {
  'pg.connections': {
    ...ofPostgres,
    role: 'accuses',
    title: 'PostgreSQL connections',
    words: { one: 'pg connection', many: 'pg connections' },
    advice:
      "Use one pool per process and give every connection back on every path; a connection of a request's own must be closed.",
    adviceAt: (place) =>
      `Let ${place} take a connection from one pool of the process and give it back on every path; one of its own must be closed there.`,
    limit: {
      priorPerRequest: 1,
      usable: ({ connections }) => connections.postgres ?? null,
      title: (_, { settings }) => settings['pg.connections'] ?? 'pg.connections',
      serverIsFull: /too many clients|remaining connection slots|too many connections for (role|database)|\b53300\b/i,
    },
    isDescriptor: true,
    isCause: true,
    client: 'postgres',
    // If a client is not given back, the pool opens another connection in its place. So the client explains that
    // connection.
    origins: [['pool-client'], ['socket to postgres'], ['transaction']],
    isLeading: true,
    ofProcess: 'pg',
  },
  'pg.idleInTransaction': {
    ...ofPostgres,
    role: 'accuses',
    title: 'PostgreSQL sessions idle in transaction',
    words: { one: 'idle pg transaction', many: 'idle pg transactions' },
    advice: 'Every BEGIN needs a COMMIT or ROLLBACK on every path, also where an error is thrown.',
    adviceAt: (place) => `Every path out of ${place} needs a COMMIT or ROLLBACK, also where an error is thrown.`,
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
