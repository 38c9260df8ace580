import type { ByMetric } from '../../metrics/catalogue.js';
import type { MetricAdvice } from '../../metrics/metric-definition.js';
import { mysqlAdvice } from '../../services/mysql/advice.js';
import { postgresAdvice } from '../../services/postgres/advice.js';
import { redisAdvice } from '../../services/redis/advice.js';

/** Advice in the words of JavaScript and of the packages for its services. */
export const nodeAdvice: ByMetric<MetricAdvice> = {
  ...postgresAdvice.node,
  ...mysqlAdvice.node,
  ...redisAdvice.node,
  'pool.checkedOut': {
    advice: 'A client taken with `pool.connect()` must be released in `finally`, also on early returns and errors.',
  },
  'pool.waiting': {
    advice: 'Requests wait for pool clients that never come back: look for a `pool.connect()` without `release()`.',
    adviceAt: (place) => `Requests wait for the clients that ${place} never gives back: release them in \`finally\`.`,
  },
  children: {
    advice: 'End or kill every child process you start, and wait for its `close` event.',
  },
  threads: {
    advice: 'Terminate workers you start per request, or use a pool of fixed size.',
  },
  sockets: {
    advice: 'Share one keep-alive agent, and destroy sockets that are no longer used.',
  },
  fds: {
    advice: 'Close every file handle in `finally`; destroy streams that end early.',
  },
  rssBytes: {
    advice: 'Memory outside of the JavaScript heap and Buffers grows: look at native modules and allocator settings.',
  },
};
