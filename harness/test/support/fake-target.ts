import type { NodeReading } from '../../src/model/runtimes/node/reading.js';
import type { RunningService, ServerConnection } from '../../src/model/service.js';
import type { ServiceKind } from '../../src/model/services/service-kind.js';
import type { AgentGroup, Target } from '../../src/model/target.js';
import { toReading } from '../../src/runtimes/node/to-reading.js';

/** What an agent tells of a Node.js process at rest. */
export const quietReading: NodeReading = {
  pid: 4242,
  clusterPlace: null,
  heapUsedBytes: 10_000,
  heapTotalBytes: 20_000,
  externalBytes: 3_000,
  arrayBuffersBytes: 1_000,
  rssBytes: 50_000,
  heapLimitBytes: 2_000_000,
  mallocedBytes: 0,
  activeResources: { TCPServerWrap: 1 },
  pools: [],
  answers: null,
  gc: { major: 0, minor: 0, pauseMs: 0 },
  forced: { passes: 0, durationMs: 0, isStable: true },
  eventLoopUtilization: 0,
  memwatchUsedHeapBytes: null,
  census: null,
  isCensusUnknown: false,
  threads: [],
  unreadThreads: 0,
  heapSpan: null,
};

/** A target without processes, whose agents tell what the test says. */
export function fakeTarget(tell: () => readonly NodeReading[] | Promise<readonly NodeReading[]>): Target {
  const read = async () => (await tell()).map(toReading);
  const agents: AgentGroup = {
    connected: 1,
    read,
    collect: read,
    timers: async () => [],
    lookForPools: async () => undefined,
    withPatience: () => agents,
    diagnosis: null,
  };
  return {
    name: 'fake',
    baseUrl: 'http://127.0.0.1:1',
    pid: 4242,
    agents,
    fileLimit: null,
    pids: async () => [],
    ended: new Promise(() => undefined),
    outputTail: () => '',
    stop: async () => ({ exitCode: 0, signal: null, wasAsked: true }),
  };
}

export function serverConnection(details: Partial<ServerConnection> = {}): ServerConnection {
  return {
    id: 1,
    clientAddress: '127.0.0.1',
    clientPort: 40_001,
    state: 'idle',
    applicationName: '',
    lastCommand: '',
    ageSeconds: 1,
    idleSeconds: 1,
    ...details,
  };
}

/** A service at which the test says who is connected. */
export function fakeService(kind: ServiceKind, connections: () => readonly ServerConnection[]): RunningService {
  return {
    kind,
    isStarted: true,
    url: `${kind}://127.0.0.1:5432`,
    description: 'fake',
    host: '127.0.0.1',
    port: 5432,
    maxConnections: 100,
    limitSetting: 'max_connections=100',
    observer: {
      kind,
      count: async () => connections().length,
      connections: async () => connections(),
      opened: async () => null,
      ask: async () => ({ kind: 'problem', problem: 'nobody answers' }),
    },
    stop: async () => undefined,
  };
}
