import type { MetricId } from '../../model/metrics.js';

const adviceByMetric: Readonly<Record<MetricId, string>> = {
  'pg.connections':
    'Use one pg.Pool per process and release every client in `finally`; a `new Client()` per request must be ended.',
  'pg.idleInTransaction':
    'Every BEGIN needs a COMMIT or ROLLBACK on every path; put the ROLLBACK into `catch` and the release into `finally`.',
  'redis.connections':
    'Create one Redis client per process and share it; a client made per request must be closed with `close()`.',
  'pool.checkedOut':
    'A client taken with `pool.connect()` must be released in `finally`, also on early returns and errors.',
  'pool.waiting':
    'Requests wait for pool clients that never come back: look for a `pool.connect()` without `release()`.',
  children: 'End or kill every child process you start, and wait for its `close` event.',
  threads: 'Terminate workers you start per request, or use a pool of fixed size.',
  sockets: 'Share one keep-alive agent, and destroy sockets that are no longer used.',
  fds: 'Close every file handle in `finally`; destroy streams that end early.',
  arrayBuffersBytes: 'Something keeps Buffers: look for arrays or maps that are only ever appended to.',
  externalBytes:
    'Something keeps native memory (zlib, WebAssembly, crypto handles): close or free what each request creates.',
  heapUsedBytes:
    'Something keeps objects: look for module-level arrays, maps keyed by input, and listeners added per request.',
  'heap.codeBytes':
    'Each request makes new code: look for `new Function`, `eval`, `vm` and templates that are compiled per request.',
  rssBytes: 'Memory outside of the JavaScript heap and Buffers grows: look at native modules and allocator settings.',
};

/** What to look at first for a leak of this kind. */
export function adviceFor(metric: MetricId): string {
  if (metric.startsWith('handles.'))
    return 'Clear timers and close handles that a request opens when its response ends.';
  return (
    adviceByMetric[metric] ?? 'Find what each request opens or keeps, and close or drop it when the response ends.'
  );
}
