import type { MetricDefinition } from '../../metrics/metric-definition.js';
import { MiB, wholeMegabytes } from '../../units.js';

const memory = { unit: 'bytes', source: 'agent', role: 'accuses', counted: 'inside' } as const;
const remark = { source: 'agent', role: 'remarks' } as const;
const count = { ...remark, unit: 'count', defaultTolerance: 0.001 } as const;
const heap = { ...remark, unit: 'bytes', defaultTolerance: 32 } as const;

/**
 * Memory that may accuse. The more precise metric comes before the wider one: Buffers are a part of external memory.
 */
export const nodeMemoryMetrics = {
  arrayBuffersBytes: {
    ...memory,
    defaultTolerance: 64,
    title: 'Buffers and ArrayBuffers',
    words: { one: 'buffers', many: 'buffers' },
    advice: 'Something keeps Buffers: look for arrays or maps that are only ever appended to.',
    origins: [['array-buffer']],
    ofProcess: true,
  },
  externalBytes: {
    ...memory,
    defaultTolerance: 64,
    title: 'External memory',
    words: { one: 'external memory', many: 'external memory' },
    advice:
      'Something keeps native memory (zlib, WebAssembly, crypto handles): close or free what each request creates.',
    origins: [['array-buffer'], ['native-handle']],
    ofProcess: true,
  },
  heapUsedBytes: {
    ...memory,
    defaultTolerance: 32,
    title: 'JavaScript heap after collection',
    words: { one: 'heap', many: 'heap' },
    advice:
      'Something keeps objects: look for module-level arrays, maps keyed by input, and listeners added per request.',
    limit: {
      priorPerRequest: MiB,
      usable: ({ heapLimitBytes }) => heapLimitBytes,
      title: (usable) => `heap limit ${wholeMegabytes(usable)}`,
      isOfEachProcess: true,
      // The words of V8 on stderr. A worker thread that runs out of memory has a limit of its own and ends in another
      // way.
      endsTarget: /JavaScript heap out of memory|Reached heap limit/,
    },
    isLeading: true,
    ofProcess: 'heap',
  },
} as const satisfies Record<string, MetricDefinition>;

/** What the agent tells of Node.js besides. */
export const nodeMetrics = {
  'heap.codeBytes': {
    ...memory,
    role: 'last-witness',
    defaultTolerance: 256,
    title: 'Code and its data in the heap',
    words: { one: 'code', many: 'code' },
    advice:
      'Each request makes new code: look for `new Function`, `eval`, `vm` and templates that are compiled per request.',
  },
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
