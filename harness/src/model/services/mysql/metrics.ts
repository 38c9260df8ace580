import type { MetricDefinition } from '../../metrics/metric-definition.js';

const ofMysql = { unit: 'count', source: 'mysql', defaultTolerance: 0.001 } as const;

export const mysqlMetrics = {
  'mysql.connections': {
    ...ofMysql,
    role: 'accuses',
    title: 'MySQL connections',
    words: { one: 'MySQL connection', many: 'MySQL connections' },
    advice:
      "Use one pool per process and give every connection back on every path; a connection of a request's own must be closed.",
    adviceAt: (place) =>
      `Let ${place} take a connection from one pool of the process and give it back on every path; one of its own must be closed there.`,
    limit: {
      priorPerRequest: 1,
      usable: ({ connections }) => connections.mysql ?? null,
      title: (_, { settings }) => settings['mysql.connections'] ?? 'mysql.connections',
      serverIsFull: /Too many connections|ER_CON_COUNT_ERROR|max_user_connections|ER_TOO_MANY_USER_CONNECTIONS/i,
    },
    isDescriptor: true,
    isCause: true,
    client: 'mysql',
    origins: [['socket to mysql']],
    isLeading: true,
    ofProcess: 'MySQL',
  },
  'mysql.idleInTransaction': {
    ...ofMysql,
    role: 'accuses',
    title: 'MySQL sessions idle in transaction',
    words: { one: 'idle MySQL transaction', many: 'idle MySQL transactions' },
    advice: 'Every BEGIN needs a COMMIT or ROLLBACK on every path, also where an error is thrown.',
    adviceAt: (place) => `Every path out of ${place} needs a COMMIT or ROLLBACK, also where an error is thrown.`,
    mostAtRest: 0,
    isCause: true,
    client: 'mysql',
    origins: [['socket to mysql']],
  },
  'mysql.active': {
    ...ofMysql,
    role: 'remarks',
    title: 'MySQL sessions active',
    words: { one: 'active MySQL session', many: 'active MySQL sessions' },
  },
  'mysql.idle': {
    ...ofMysql,
    role: 'remarks',
    title: 'MySQL sessions idle',
    words: { one: 'idle MySQL session', many: 'idle MySQL sessions' },
  },
} as const satisfies Record<string, MetricDefinition>;
