import type { MetricFamily } from './metric-definition.js';

/**
 * Numbers that the user reads: `probe.count.queueLength`. The name holds the unit, so that a recording needs nothing
 * else.
 */
const ofUser = {
  noun: '',
  title: 'Numbers of your own',
  source: 'probe',
  role: 'accuses',
  advice: 'Find what adds to this number with each request, and what should take it away again.',
  isFirst: true,
} as const;

/** Metrics whose members get their names at run time. */
export const metricFamilies = [
  { ...ofUser, prefix: 'probe.count.', unit: 'count', defaultTolerance: 0.001, isCause: true },
  { ...ofUser, prefix: 'probe.bytes.', unit: 'bytes', defaultTolerance: 32 },
  {
    prefix: 'handles.',
    noun: 'handles',
    title: 'Active handles',
    unit: 'count',
    source: 'agent',
    role: 'accuses',
    defaultTolerance: 0.001,
    advice: 'Clear timers and close handles that a request opens when its response ends.',
    // Handles of sockets and pipes are descriptors, timers are not.
    descriptors: /^(TCP|Pipe|UDP|TLS)/,
    originsByMember: {
      Timeout: [['timeout', 'interval']],
      Immediate: [['timeout', 'interval']],
      FSEventWrap: [['file']],
      StatWatcher: [['native-handle'], ['file']],
      ProcessWrap: [['child']],
      ChildProcess: [['child']],
      MessagePort: [['worker'], ['native-handle']],
      Worker: [['worker']],
      TCPServerWrap: [['server']],
      PipeServerWrap: [['server']],
    },
    originsOfOthers: [['socket', 'server', 'file', 'child', 'timeout', 'interval', 'native-handle'], ['worker']],
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
] as const satisfies readonly MetricFamily[];
