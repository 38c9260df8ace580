/** What a number counts. Every metric of Leakline is one of the two. */
export type Unit = 'bytes' | 'count';

/**
 * Name of one number that a probe yields, as it stands in recordings, results and configuration
 * (`heapUsedBytes`, `pg.connections`, `handles.Timeout`). Changing a name breaks saved recordings.
 */
export type MetricId = string;

/** One reading of several metrics at the same moment. A metric that could not be read is absent. */
export type MetricReadings = Readonly<Record<MetricId, number>>;

export interface MetricDefinition {
  readonly id: MetricId;
  readonly unit: Unit;
  /** What a reader of a report sees. */
  readonly title: string;
  /** Where the number comes from; without that source the metric cannot be measured. */
  readonly source: 'agent' | 'os' | 'postgres' | 'redis';
  /**
   * `accuses`: growth of this metric is a leak. `remarks`: shown, never a verdict by itself (parts of another metric,
   * or too noisy to accuse). `last-witness`: accuses only when nothing else explains the growth (RSS).
   */
  readonly role: 'accuses' | 'remarks' | 'last-witness';
  /** Growth per request below which the metric counts as clean, in `unit` per request. */
  readonly defaultTolerance: number;
}

/**
 * Every metric with a fixed name. Families named at run time (`handles.<type>`) follow the row of their prefix.
 * Order is the order of importance: the first accusing metric of a finding names it, later ones are its costs.
 */
export const metricCatalogue = [
  {
    id: 'pg.connections',
    unit: 'count',
    title: 'PostgreSQL connections',
    source: 'postgres',
    role: 'accuses',
    defaultTolerance: 0.001,
  },
  {
    id: 'pg.idleInTransaction',
    unit: 'count',
    title: 'PostgreSQL sessions idle in transaction',
    source: 'postgres',
    role: 'accuses',
    defaultTolerance: 0.001,
  },
  {
    id: 'redis.connections',
    unit: 'count',
    title: 'Redis connections',
    source: 'redis',
    role: 'accuses',
    defaultTolerance: 0.001,
  },
  {
    id: 'pool.checkedOut',
    unit: 'count',
    title: 'Pool clients checked out at rest',
    source: 'agent',
    role: 'accuses',
    defaultTolerance: 0.001,
  },
  {
    id: 'pool.waiting',
    unit: 'count',
    title: 'Requests waiting for a pool client at rest',
    source: 'agent',
    role: 'accuses',
    defaultTolerance: 0.001,
  },
  { id: 'children', unit: 'count', title: 'Child processes', source: 'os', role: 'accuses', defaultTolerance: 0.001 },
  {
    id: 'threads',
    unit: 'count',
    title: 'Operating-system threads',
    source: 'os',
    role: 'accuses',
    defaultTolerance: 0.001,
  },
  { id: 'sockets', unit: 'count', title: 'Sockets', source: 'os', role: 'accuses', defaultTolerance: 0.001 },
  { id: 'fds', unit: 'count', title: 'File descriptors', source: 'os', role: 'accuses', defaultTolerance: 0.001 },
  {
    id: 'handles',
    unit: 'count',
    title: 'Active handles and requests of the event loop',
    source: 'agent',
    role: 'remarks',
    defaultTolerance: 0.001,
  },
  {
    id: 'arrayBuffersBytes',
    unit: 'bytes',
    title: 'Buffers and ArrayBuffers',
    source: 'agent',
    role: 'accuses',
    defaultTolerance: 64,
  },
  {
    id: 'externalBytes',
    unit: 'bytes',
    title: 'External memory',
    source: 'agent',
    role: 'accuses',
    defaultTolerance: 64,
  },
  {
    id: 'heapUsedBytes',
    unit: 'bytes',
    title: 'JavaScript heap after collection',
    source: 'agent',
    role: 'accuses',
    defaultTolerance: 32,
  },
  {
    id: 'rssBytes',
    unit: 'bytes',
    title: 'Resident set size',
    source: 'os',
    role: 'last-witness',
    defaultTolerance: 1024,
  },
  {
    id: 'heap.codeBytes',
    unit: 'bytes',
    title: 'Code and its data in the heap',
    source: 'agent',
    role: 'last-witness',
    defaultTolerance: 256,
  },
  {
    id: 'heap.applicationBytes',
    unit: 'bytes',
    title: "Application's objects in the heap",
    source: 'agent',
    role: 'remarks',
    defaultTolerance: 32,
  },
  {
    id: 'heap.unknownBytes',
    unit: 'bytes',
    title: 'Objects of unknown types in the heap',
    source: 'agent',
    role: 'remarks',
    defaultTolerance: 32,
  },
  {
    id: 'objects',
    unit: 'count',
    title: "Number of the application's objects",
    source: 'agent',
    role: 'remarks',
    defaultTolerance: 0.001,
  },
  {
    id: 'pg.active',
    unit: 'count',
    title: 'PostgreSQL sessions active',
    source: 'postgres',
    role: 'remarks',
    defaultTolerance: 0.001,
  },
  {
    id: 'pg.idle',
    unit: 'count',
    title: 'PostgreSQL sessions idle',
    source: 'postgres',
    role: 'remarks',
    defaultTolerance: 0.001,
  },
  {
    id: 'pool.max',
    unit: 'count',
    title: 'Pool size limit',
    source: 'agent',
    role: 'remarks',
    defaultTolerance: 0.001,
  },
  { id: 'pool.total', unit: 'count', title: 'Pool clients', source: 'agent', role: 'remarks', defaultTolerance: 0.001 },
  {
    id: 'memwatch.heapUsedBytes',
    unit: 'bytes',
    title: 'Heap after collection, as memwatch saw it',
    source: 'agent',
    role: 'remarks',
    defaultTolerance: 32,
  },
  {
    id: 'v8.mallocedBytes',
    unit: 'bytes',
    title: "V8's own native memory",
    source: 'agent',
    role: 'remarks',
    defaultTolerance: 64,
  },
  {
    id: 'gc.major',
    unit: 'count',
    title: 'Full collections',
    source: 'agent',
    role: 'remarks',
    defaultTolerance: 0.001,
  },
  {
    id: 'gc.minor',
    unit: 'count',
    title: 'Young-generation collections',
    source: 'agent',
    role: 'remarks',
    defaultTolerance: 0.001,
  },
] as const satisfies readonly MetricDefinition[];

/** Prefixes of metric families whose members are named at run time, e.g. `handles.Timeout`: "Timeout handles". */
export const metricFamilies = [
  {
    prefix: 'handles.',
    noun: 'handles',
    title: 'Active handles',
    unit: 'count',
    source: 'agent',
    role: 'accuses',
    defaultTolerance: 0.001,
  },
  {
    prefix: 'objects.',
    noun: 'objects',
    title: 'Objects',
    unit: 'count',
    source: 'agent',
    role: 'remarks',
    defaultTolerance: 0.001,
  },
] as const;

const KiB = 1024;
export const MiB = 1024 * KiB;
