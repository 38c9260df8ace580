import type { MetricDefinition } from './metric-definition.js';

const ofPools = { unit: 'count', source: 'agent', defaultTolerance: 0.001 } as const;

/** Gauges of the pools of `pg` that the agent sees. */
export const poolMetrics = {
  'pool.checkedOut': {
    ...ofPools,
    role: 'accuses',
    title: 'Pool clients checked out at rest',
    words: { one: 'checked-out pool client', many: 'checked-out pool clients' },
    advice: 'A connection taken from a pool must be given back on every path, also on early returns and errors.',
    limit: {
      priorPerRequest: 1,
      usable: (_, readings) => readings['pool.max'] || null,
      title: (usable) => `pool size ${usable}`,
    },
    // One client may be kept on purpose, e.g. for LISTEN or an advisory lock.
    mostAtRest: 1,
    isCause: true,
    client: 'postgres',
    origins: [['pool-client'], ['transaction']],
    ofProcess: true,
  },
  'pool.waiting': {
    ...ofPools,
    role: 'accuses',
    title: 'Requests waiting for a pool client at rest',
    words: { one: 'request waiting for the pool', many: 'requests waiting for the pool' },
    advice:
      'Requests wait for connections of a pool that never come back: look for one that is taken and not given back.',
    adviceAt: (place) =>
      `Requests wait for the connections that ${place} never gives back: give them back on every path.`,
    mostAtRest: 0,
    client: 'postgres',
    origins: [['pool-client'], ['transaction']],
    ofProcess: true,
  },
  'pool.max': {
    ...ofPools,
    role: 'remarks',
    title: 'Pool size limit',
    words: { one: 'client that pools may have', many: 'clients that pools may have' },
  },
  'pool.total': {
    ...ofPools,
    role: 'remarks',
    title: 'Pool clients',
    words: { one: 'pool client', many: 'pool clients' },
    ofProcess: true,
  },
} as const satisfies Record<string, MetricDefinition>;
