import type { MetricDefinition } from '../../metrics/metric-definition.js';

/** Memory of a JVM that may accuse. */
export const jvmMemoryMetrics = {
  'jvm.heapBytes': {
    unit: 'bytes',
    source: 'agent',
    role: 'accuses',
    counted: 'inside',
    defaultTolerance: 32,
    title: 'Java heap after collection',
    words: { one: 'heap', many: 'heap' },
    advice: 'Something keeps objects: look for static collections and caches that are only ever added to.',
    isLeading: true,
    ofProcess: 'heap',
  },
} as const satisfies Record<string, MetricDefinition>;

/** What the door tells of the JVM besides. */
export const jvmMetrics = {
  'jvm.objects': {
    unit: 'count',
    source: 'agent',
    defaultTolerance: 0.001,
    role: 'remarks',
    title: 'Objects in the Java heap',
    words: { one: 'object', many: 'objects' },
  },
} as const satisfies Record<string, MetricDefinition>;
