import type { MetricDefinition } from '../../metrics/metric-definition.js';

const memory = { unit: 'bytes', source: 'agent', role: 'accuses', counted: 'inside', ofProcess: true } as const;
const count = { unit: 'count', source: 'agent', defaultTolerance: 0.001 } as const;

/** Memory of a Python process that may accuse. */
export const pythonMemoryMetrics = {
  'python.heapBytes': {
    ...memory,
    // Half of the smallest object, which takes 16 bytes. The number is exact: clean services stay below a byte a request.
    defaultTolerance: 8,
    title: 'Python heap after collection',
    words: { one: 'heap', many: 'heap' },
    advice: 'Something keeps objects: look for lists and dicts of a module that are only ever added to.',
    isLeading: true,
    ofProcess: 'heap',
  },
  'python.mallocBytes': {
    ...memory,
    defaultTolerance: 64,
    title: 'Memory of large objects and native code',
    words: { one: 'large objects', many: 'large objects' },
    advice: 'Something keeps objects of more than 512 bytes, or memory of an extension module.',
  },
} as const satisfies Record<string, MetricDefinition>;

/** What the agent tells of Python besides. */
export const pythonMetrics = {
  'python.tasks': {
    ...count,
    role: 'accuses',
    title: 'Tasks of asyncio at rest',
    words: { one: 'asyncio task', many: 'asyncio tasks' },
    advice: 'Await or cancel every task that a request starts, also on early returns and errors.',
    isCause: true,
    counted: 'inside',
    origins: [['task']],
    isWaitedFor: true,
  },
  'python.blocks': {
    ...count,
    role: 'remarks',
    title: 'Blocks of memory in the Python heap',
    words: { one: 'block', many: 'blocks' },
  },
  'python.objects': {
    ...count,
    role: 'remarks',
    title: 'Objects that the collector tracks',
    words: { one: 'object', many: 'objects' },
  },
  'python.collections': {
    ...count,
    role: 'remarks',
    title: 'Collections',
    words: { one: 'collection', many: 'collections' },
  },
} as const satisfies Record<string, MetricDefinition>;
