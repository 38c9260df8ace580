import { goMemoryMetrics } from '../runtimes/go/metrics.js';
import { jvmMemoryMetrics } from '../runtimes/jvm/metrics.js';
import { nodeMemoryMetrics } from '../runtimes/node/metrics.js';
import { pythonMemoryMetrics } from '../runtimes/python/metrics.js';
import { MiB, wholeMegabytes } from '../units.js';
import type { MetricDefinition } from './metric-definition.js';

/** Memory as the operating system counts it, whatever runs in the process. */
export const residentMetric = {
  rssBytes: {
    unit: 'bytes',
    source: 'os',
    role: 'last-witness',
    counted: 'inside',
    defaultTolerance: 1024,
    title: 'Resident set size',
    words: { one: 'RSS', many: 'RSS' },
    advice: 'Memory outside of what the runtime manages grows: look at native modules and allocator settings.',
    limit: {
      priorPerRequest: MiB,
      usable: ({ memoryBytes }) => memoryBytes,
      title: (usable) => `memory ${wholeMegabytes(usable)}`,
      // Linux ends a process like this when it takes too much memory of a machine or a container. A shell in between
      // exits with 128 + 9.
      endsTarget: /ended with (signal SIGKILL|exit code 137)\b/,
      alsoReachedBy: Object.keys({
        ...nodeMemoryMetrics,
        ...pythonMemoryMetrics,
        ...goMemoryMetrics,
        ...jvmMemoryMetrics,
      }),
    },
    origins: [['native-handle']],
    ofProcess: 'RSS',
  },
} as const satisfies Record<string, MetricDefinition>;
