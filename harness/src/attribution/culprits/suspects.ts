import type { RecordedOrigin, ResourceKind } from '../../model/evidence.js';
import type { MetricId } from '../../model/metrics.js';

/** Which living things a metric counts, the closest first: the first kind that was seen explains the metric. */
type Suspects = readonly ((origin: RecordedOrigin) => boolean)[];

const isKind =
  (...kinds: readonly ResourceKind[]) =>
  ({ kind }: RecordedOrigin): boolean =>
    kinds.includes(kind);

const isSocketTo =
  (service: 'postgres' | 'redis') =>
  ({ kind, server }: RecordedOrigin): boolean =>
    kind === 'socket' && server?.service === service;

const suspectsByMetric: Readonly<Record<MetricId, Suspects>> = {
  // A client that the pool waits for explains the connection that the pool opened in its stead.
  'pg.connections': [isKind('pool-client'), isSocketTo('postgres'), isKind('transaction')],
  'pg.idleInTransaction': [isKind('transaction'), isKind('pool-client'), isSocketTo('postgres')],
  'redis.connections': [isSocketTo('redis')],
  'pool.checkedOut': [isKind('pool-client'), isKind('transaction')],
  'pool.waiting': [isKind('pool-client'), isKind('transaction')],
  children: [isKind('child')],
  threads: [isKind('worker')],
  // The sockets of an agent are closed with it: who makes an agent for each request makes them.
  // A worker thread that is blocked does not tell what it opened, but where it was started is seen.
  sockets: [isKind('http-agent'), isKind('socket', 'server'), isKind('worker')],
  fds: [isKind('http-agent'), isKind('file', 'socket', 'server', 'child'), isKind('worker')],
  arrayBuffersBytes: [isKind('array-buffer')],
  externalBytes: [isKind('array-buffer'), isKind('native-handle')],
  rssBytes: [isKind('native-handle')],
};

const suspectsByHandle: Readonly<Record<string, Suspects>> = {
  Timeout: [isKind('timeout', 'interval')],
  Immediate: [isKind('timeout', 'interval')],
  FSEventWrap: [isKind('file')],
  StatWatcher: [isKind('native-handle'), isKind('file')],
  ProcessWrap: [isKind('child')],
  ChildProcess: [isKind('child')],
  MessagePort: [isKind('worker'), isKind('native-handle')],
  Worker: [isKind('worker')],
  TCPServerWrap: [isKind('server')],
  PipeServerWrap: [isKind('server')],
};

const anyHandle: Suspects = [
  isKind('socket', 'server', 'file', 'child', 'timeout', 'interval', 'native-handle'),
  isKind('worker'),
];

/** Tests for the origins that may explain a metric, in the order in which they are to be tried. */
export function suspectsOf(metric: MetricId): Suspects {
  if (metric.startsWith('handles.')) return suspectsByHandle[metric.slice('handles.'.length)] ?? anyHandle;
  return suspectsByMetric[metric] ?? [];
}
