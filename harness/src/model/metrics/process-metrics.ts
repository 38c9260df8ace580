import type { MetricDefinition } from './metric-definition.js';

const counted = { unit: 'count', source: 'os', role: 'accuses', defaultTolerance: 0.001 } as const;

/** What the operating system counts of a process tree. */
export const processMetrics = {
  children: {
    ...counted,
    title: 'Child processes',
    words: { one: 'child process', many: 'child processes' },
    advice: 'End every child process you start, and wait for its end.',
    isCause: true,
    counted: 'process',
    origins: [['child']],
  },
  threads: {
    ...counted,
    title: 'Operating-system threads',
    words: { one: 'thread', many: 'threads' },
    advice: 'End threads you start per request, or use a pool of fixed size.',
    isCause: true,
    counted: 'thread',
    origins: [['worker']],
    ofProcess: true,
  },
  sockets: {
    ...counted,
    title: 'Sockets',
    words: { one: 'socket', many: 'sockets' },
    advice: 'Share one connection that is kept alive, and close sockets that are no longer used.',
    isDescriptor: true,
    counted: 'inside',
    // If an HTTP agent is made for each request, its sockets exist because of it, and are closed with it. A worker
    // thread that is blocked does not tell what it opened, but the place where it was started is known.
    origins: [['http-agent'], ['socket', 'server'], ['worker']],
    ofProcess: true,
  },
  fds: {
    ...counted,
    title: 'File descriptors',
    words: { one: 'fd', many: 'fds' },
    advice: 'Close every file on every path, also on early returns and errors.',
    limit: {
      priorPerRequest: 1,
      usable: ({ fileLimit }) => fileLimit,
      title: (usable) => `open files limit ${usable}`,
      isOfDescriptors: true,
      isOfEachProcess: true,
      endsTarget: /\bEMFILE\b|too many open files/i,
    },
    isWaitedFor: true,
    counted: 'inside',
    origins: [['http-agent'], ['file', 'socket', 'server', 'child'], ['worker']],
    isLeading: true,
    ofProcess: 'fds',
  },
} as const satisfies Record<string, MetricDefinition>;
