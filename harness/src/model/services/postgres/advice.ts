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
};
