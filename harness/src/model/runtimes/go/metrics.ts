import type { MetricDefinition } from '../../metrics/metric-definition.js';

const count = { unit: 'count', source: 'agent', defaultTolerance: 0.001 } as const;

/** Memory of a Go process that may accuse. */
export const goMemoryMetrics = {
  'go.heapBytes': {
    unit: 'bytes',
    source: 'agent',
    role: 'accuses',
    counted: 'inside',
    defaultTolerance: 32,
    title: 'Go heap after collection',
    words: { one: 'heap', many: 'heap' },
    advice: 'Something keeps objects: look for slices and maps of a package that are only ever added to.',
    isLeading: true,
    ofProcess: 'heap',
  },
} as const satisfies Record<string, MetricDefinition>;

/** What the door tells of Go besides. */
export const goMetrics = {
  'go.goroutines': {
    ...count,
    role: 'accuses',
    title: 'Goroutines at rest',
    words: { one: 'goroutine', many: 'goroutines' },
    advice:
      'Every goroutine needs an end: a context that is cancelled, or a channel that is closed or has room for the answer.',
    isCause: true,
    counted: 'inside',
    origins: [['goroutine']],
  },
  'go.heapObjects': {
    ...count,
    role: 'remarks',
    title: 'Objects in the Go heap',
    words: { one: 'object', many: 'objects' },
  },
} as const satisfies Record<string, MetricDefinition>;
