import { MiB } from '../units.js';
import type { MetricDefinition } from './metric-definition.js';

const ofAgent = { unit: 'bytes', source: 'agent', role: 'accuses', counted: 'inside' } as const;

const megabytes = (bytes: number): string => `${Math.round(bytes / MiB)} MB`;

/** Memory that may accuse, the more precise before the wider one: Buffers are a part of external memory. */
export const memoryMetrics = {
  arrayBuffersBytes: {
    ...ofAgent,
    defaultTolerance: 64,
    title: 'Buffers and ArrayBuffers',
    words: { one: 'buffers', many: 'buffers' },
    advice: 'Something keeps Buffers: look for arrays or maps that are only ever appended to.',
    origins: [['array-buffer']],
    ofProcess: true,
  },
  externalBytes: {
    ...ofAgent,
    defaultTolerance: 64,
    title: 'External memory',
    words: { one: 'external memory', many: 'external memory' },
    advice:
      'Something keeps native memory (zlib, WebAssembly, crypto handles): close or free what each request creates.',
    origins: [['array-buffer'], ['native-handle']],
    ofProcess: true,
  },
  heapUsedBytes: {
    ...ofAgent,
    defaultTolerance: 32,
    title: 'JavaScript heap after collection',
    words: { one: 'heap', many: 'heap' },
    advice:
      'Something keeps objects: look for module-level arrays, maps keyed by input, and listeners added per request.',
    limit: {
      priorPerRequest: MiB,
      usable: ({ heapLimitBytes }) => heapLimitBytes,
      title: (usable) => `heap limit ${megabytes(usable)}`,
      isOfEachProcess: true,
      // As V8 says it on stderr. A worker thread that runs out of memory has a limit of its own and ends otherwise.
      endsTarget: /JavaScript heap out of memory|Reached heap limit/,
    },
    isLeading: true,
    ofProcess: 'heap',
  },
  rssBytes: {
    unit: 'bytes',
    source: 'os',
    role: 'last-witness',
    counted: 'inside',
    defaultTolerance: 1024,
    title: 'Resident set size',
    words: { one: 'RSS', many: 'RSS' },
    advice: 'Memory outside of the JavaScript heap and Buffers grows: look at native modules and allocator settings.',
    limit: {
      priorPerRequest: MiB,
      usable: ({ memoryBytes }) => memoryBytes,
      title: (usable) => `memory ${megabytes(usable)}`,
      // How Linux ends what takes too much of the memory of a machine or a container; a shell in between says 128 + 9.
      endsTarget: /ended with (signal SIGKILL|exit code 137)\b/,
      alsoReachedBy: ['arrayBuffersBytes', 'externalBytes', 'heapUsedBytes'],
    },
    origins: [['native-handle']],
    ofProcess: 'RSS',
  },
  'heap.codeBytes': {
    ...ofAgent,
    role: 'last-witness',
    defaultTolerance: 256,
    title: 'Code and its data in the heap',
    words: { one: 'code', many: 'code' },
    advice:
      'Each request makes new code: look for `new Function`, `eval`, `vm` and templates that are compiled per request.',
  },
} as const satisfies Record<string, MetricDefinition>;
