import type { MetricFamily } from './metric-definition.js';

/** Metrics whose members are named at run time. */
export const metricFamilies = [
  {
    prefix: 'handles.',
    noun: 'handles',
    title: 'Active handles',
    unit: 'count',
    source: 'agent',
    role: 'accuses',
    defaultTolerance: 0.001,
    advice: 'Clear timers and close handles that a request opens when its response ends.',
    // A handle of a socket or a pipe is one, a timer is none.
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
