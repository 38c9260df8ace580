import { type MetricId, metricFamilies } from '../../model/metrics.js';

interface MetricWords {
  readonly one: string;
  readonly many: string;
}

const words: Readonly<Record<string, MetricWords>> = {
  'pg.connections': { one: 'pg connection', many: 'pg connections' },
  'pg.idleInTransaction': { one: 'idle pg transaction', many: 'idle pg transactions' },
  'pg.active': { one: 'active pg session', many: 'active pg sessions' },
  'pg.idle': { one: 'idle pg session', many: 'idle pg sessions' },
  'redis.connections': { one: 'Redis connection', many: 'Redis connections' },
  'pool.checkedOut': { one: 'checked-out pool client', many: 'checked-out pool clients' },
  'pool.waiting': { one: 'request waiting for the pool', many: 'requests waiting for the pool' },
  'pool.total': { one: 'pool client', many: 'pool clients' },
  children: { one: 'child process', many: 'child processes' },
  threads: { one: 'thread', many: 'threads' },
  sockets: { one: 'socket', many: 'sockets' },
  fds: { one: 'fd', many: 'fds' },
  handles: { one: 'active handle', many: 'active handles' },
  arrayBuffersBytes: { one: 'buffers', many: 'buffers' },
  externalBytes: { one: 'external memory', many: 'external memory' },
  heapUsedBytes: { one: 'heap', many: 'heap' },
  'heap.codeBytes': { one: 'code', many: 'code' },
  rssBytes: { one: 'RSS', many: 'RSS' },
};

/** What a metric counts, in words that fit after a number: `1 fd`, `2 pg connections`, `7.3 KB heap`. */
export function metricWords(metric: MetricId, amount: number): string {
  const known = Object.hasOwn(words, metric) ? words[metric] : undefined;
  if (known !== undefined) return Math.abs(amount) <= 1 ? known.one : known.many;
  const family = metricFamilies.find(({ prefix }) => metric.startsWith(prefix));
  return family === undefined ? metric : `${metric.slice(family.prefix.length)} (${family.noun})`;
}
