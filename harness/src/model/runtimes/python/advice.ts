import type { ByMetric } from '../../metrics/catalogue.js';
import type { MetricAdvice } from '../../metrics/metric-definition.js';
import { mysqlAdvice } from '../../services/mysql/advice.js';
import { postgresAdvice } from '../../services/postgres/advice.js';
import { redisAdvice } from '../../services/redis/advice.js';

/** Advice in the words of Python and of the packages for its services. */
export const pythonAdvice: ByMetric<MetricAdvice> = {
  ...postgresAdvice.python,
  ...mysqlAdvice.python,
  ...redisAdvice.python,
  'pool.checkedOut': {
    advice:
      'A connection taken from a pool must be given back on every path: in `finally`, or by `with` (`engine.connect()`, `pool.acquire()`).',
    adviceAt: (place) =>
      `Give back what ${place} takes from the pool on every path: in \`finally\`, or by \`with\`. Early returns and errors count too.`,
  },
  'pool.waiting': {
    advice:
      'Requests wait for connections that never come back to their pool: look for one that is taken without `with`.',
    adviceAt: (place) =>
      `Requests wait for the connections that ${place} never gives back: give them back in \`finally\`, or by \`with\`.`,
  },
  children: { advice: 'End every process you start, and wait for it: `with subprocess.Popen(…)`.' },
  threads: {
    advice: 'Use one `ThreadPoolExecutor` for the process, and shut down those that a request makes.',
  },
  sockets: { advice: 'Share one session or client per process, and close those that a request makes.' },
  fds: { advice: 'Open files by `with`, so that they are closed on every path.' },
  rssBytes: {
    advice: 'Memory outside of what Python and malloc count grows: look at extension modules and at memory maps.',
  },
};
