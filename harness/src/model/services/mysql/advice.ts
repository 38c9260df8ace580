import type { ByMetric } from '../../metrics/catalogue.js';
import type { MetricAdvice } from '../../metrics/metric-definition.js';
import type { RuntimeKind } from '../../runtimes/runtime-kind.js';

/** Advice in the words of the drivers of each runtime. */
export const mysqlAdvice: Readonly<Record<RuntimeKind, ByMetric<MetricAdvice>>> = {
  node: {
    'mysql.connections': {
      advice:
        'Use one pool per process (`mysql2.createPool`) and release every connection in `finally`; one made by `createConnection` per request must be ended.',
      adviceAt: (place) =>
        `Let ${place} take a connection from one pool of the process and release it in \`finally\`; one of its own must be ended there.`,
    },
    'mysql.idleInTransaction': {
      advice:
        'Every BEGIN needs a COMMIT or ROLLBACK on every path; put the rollback into `catch` and the release into `finally`.',
      adviceAt: (place) =>
        `Every path out of ${place} needs a COMMIT or ROLLBACK: \`rollback()\` in \`catch\`, \`release()\` in \`finally\`.`,
    },
  },
  python: {
    'mysql.connections': {
      advice:
        'Use one pool per process (an engine of SQLAlchemy, `aiomysql.create_pool`) and give every connection back in `finally` or by `with`; one made by `connect()` per request must be closed.',
      adviceAt: (place) =>
        `Let ${place} take a connection from one pool of the process and give it back in \`finally\` or by \`with\`; one of its own must be closed there.`,
    },
    'mysql.idleInTransaction': {
      advice:
        'Every transaction needs a commit or rollback on every path: use `with`, or put the `rollback()` into `except`.',
      adviceAt: (place) =>
        `Every path out of ${place} needs a commit or rollback: use \`with\`, or put the \`rollback()\` into \`except\`.`,
    },
  },
  go: {},
  jvm: {},
};
