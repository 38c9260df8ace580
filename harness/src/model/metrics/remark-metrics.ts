import type { MetricDefinition } from './metric-definition.js';

const remark = { source: 'agent', role: 'remarks' } as const;
const count = { ...remark, unit: 'count', defaultTolerance: 0.001 } as const;
const heap = { ...remark, unit: 'bytes', defaultTolerance: 32 } as const;

/** What the agent tells of the runtime beside what may accuse. */
export const remarkMetrics = {
  handles: {
    ...count,
    title: 'Active handles and requests of the event loop',
    words: { one: 'active handle', many: 'active handles' },
    isWaitedFor: true,
  },
  'heap.applicationBytes': {
    ...heap,
    title: "Application's objects in the heap",
    words: { one: "application's objects", many: "application's objects" },
  },
  'heap.unknownBytes': {
    ...heap,
    title: 'Objects of unknown types in the heap',
    words: { one: 'objects of unknown types', many: 'objects of unknown types' },
  },
  objects: {
    ...count,
    title: "Number of the application's objects",
    words: { one: 'object', many: 'objects' },
  },
  'memwatch.heapUsedBytes': {
    ...heap,
    title: 'Heap after collection, as memwatch saw it',
    words: { one: 'heap as memwatch saw it', many: 'heap as memwatch saw it' },
  },
  'v8.mallocedBytes': {
    ...remark,
    unit: 'bytes',
    defaultTolerance: 64,
    title: "V8's own native memory",
    words: { one: "V8's own memory", many: "V8's own memory" },
  },
  'gc.major': { ...count, title: 'Full collections', words: { one: 'full collection', many: 'full collections' } },
  'gc.minor': {
    ...count,
    title: 'Young-generation collections',
    words: { one: 'young-generation collection', many: 'young-generation collections' },
  },
} as const satisfies Record<string, MetricDefinition>;
