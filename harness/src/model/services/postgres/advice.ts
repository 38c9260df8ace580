import type { ByMetric } from '../../metrics/catalogue.js';
import type { MetricAdvice } from '../../metrics/metric-definition.js';
import type { RuntimeKind } from '../../runtimes/runtime-kind.js';

/** Advice in the words of the drivers of each runtime. */
export const postgresAdvice: Readonly<Record<RuntimeKind, ByMetric<MetricAdvice>>> = {
  node: {
    'pg.connections': {
      advice:
        'Use one pg.Pool per process and release every client in `finally`; a `new Client()` per request must be ended.',
      adviceAt: (place) =>
        `Let ${place} take a client from one pg.Pool of the process and release it in \`finally\`; a client of its own must be ended there.`,
    },
    'pg.idleInTransaction': {
      advice:
        'Every BEGIN needs a COMMIT or ROLLBACK on every path; put the ROLLBACK into `catch` and the release into `finally`.',
      adviceAt: (place) =>
        `Every path out of ${place} needs a COMMIT or ROLLBACK: ROLLBACK in \`catch\`, \`release()\` in \`finally\`.`,
    },
  },
  python: {
    'pg.connections': {
      advice:
        'Use one pool per process (`psycopg2.pool`, `psycopg_pool`, an engine of SQLAlchemy) and give every connection back in `finally` or by `with`; one made by `connect()` per request must be closed.',
      adviceAt: (place) =>
        `Let ${place} take a connection from one pool of the process and give it back in \`finally\` or by \`with\`; one of its own must be closed there.`,
    },
    'pg.idleInTransaction': {
      advice:
        'Every transaction needs a commit or rollback on every path: use `with connection:`, or put the `rollback()` into `except`.',
      adviceAt: (place) =>
        `Every path out of ${place} needs a commit or rollback: use \`with\`, or put the \`rollback()\` into \`except\`.`,
    },
  },
  go: {},
  jvm: {},
};
