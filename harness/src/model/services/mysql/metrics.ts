import type { MetricDefinition } from '../../metrics/metric-definition.js';

const ofMysql = { unit: 'count', source: 'mysql', defaultTolerance: 0.001 } as const;

export const mysqlMetrics = {
  'mysql.connections': {
    ...ofMysql,
    role: 'accuses',
    title: 'MySQL connections',
    words: { one: 'MySQL connection', many: 'MySQL connections' },
    advice:
      'Use one pool per process (`mysql2.createPool`) and release every connection in `finally`; one made by `createConnection` per request must be ended.',
    adviceAt: (place) =>
      `Let ${place} take a connection from one pool of the process and release it in \`finally\`; one of its own must be ended there.`,
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
    advice:
      'Every BEGIN needs a COMMIT or ROLLBACK on every path; put the rollback into `catch` and the release into `finally`.',
    adviceAt: (place) =>
      `Every path out of ${place} needs a COMMIT or ROLLBACK: \`rollback()\` in \`catch\`, \`release()\` in \`finally\`.`,
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
