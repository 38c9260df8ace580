import type { MetricReadings } from '../model/metrics/catalogue.js';
import type { FloorRecord, HeapBetweenFloors } from '../model/readings.js';
import type { AgentReading } from '../model/target.js';
import { arePoolsUnseen } from './probes/agent-probe.js';
import { joinSockets, readSocketsByProcess, type SocketTable } from './procfs/sockets.js';
import { readMetrics } from './read-metrics.js';
import { readProcesses } from './read-processes.js';
import { settle } from './settle.js';
import { readAgents, type SamplingWorld } from './world.js';

const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/**
 * What the heaps of all processes held since the floor before: peaks of the one that held most, for each has a limit of its
 * own and nobody knows which of them were high at once. Null where one of them does not tell, as at the first floor.
 */
export function joinHeapSpans(agents: readonly AgentReading[]): HeapBetweenFloors | null {
  const known = agents.map(({ heapSpan }) => heapSpan).filter((span) => span !== null);
  if (known.length === 0 || known.length < agents.length) return null;
  return {
    fullCollections: total(known.map(({ fullCollections }) => fullCollections)),
    liveBytes: most(known.map(({ liveBytes }) => liveBytes)),
    atMostBytes: most(known.map(({ atMostBytes }) => atMostBytes)),
    allocatedBytes: total(known.map(({ allocatedBytes }) => allocatedBytes)),
  };
}

/** A floor as read; the run adds when and where it belongs. */
export type FloorReading = Omit<FloorRecord, 'type' | 'target' | 'index' | 'atMs' | 'requests'>;

function countByPeer({ tcp, otherCount }: SocketTable): Readonly<Record<string, number>> {
  const listening = new Set(tcp.filter(({ isListening }) => isListening).map(({ localPort }) => localPort));
  const counts: Record<string, number> = {};
  const add = (peer: string, count: number): void => {
    counts[peer] = (counts[peer] ?? 0) + count;
  };
  for (const socket of tcp) {
    if (socket.isListening) add('listening', 1);
    else if (listening.has(socket.localPort)) add('inbound', 1);
    else add(`${socket.remoteAddress}:${socket.remotePort}`, 1);
  }
  if (otherCount > 0) add('other', otherCount);
  return counts;
}

/** Nothing where there are no worker threads. */
function readThreads(agents: readonly AgentReading[]): Pick<FloorReading, 'threads' | 'unreadThreads'> {
  const threads = agents.flatMap(({ pid, threads: readings }) =>
    readings.map(({ threadId, metrics }) => ({ pid, thread: threadId, metrics })),
  );
  const unreadThreads = agents.reduce((sum, agent) => sum + agent.unreadThreads, 0);
  return { ...(threads.length === 0 ? {} : { threads }), ...(unreadThreads === 0 ? {} : { unreadThreads }) };
}

/** How a floor is taken, as far as what came before tells. */
export interface FloorWish {
  /** How long what is above the last floor may take to come back. */
  readonly returnPatienceMs?: number;
  /** Whether the application's objects have to be told from code. Default true. */
  readonly isCounting?: boolean;
}

/**
 * Takes a floor: does what probes want done before, waits until the target holds still, forces full collections, then reads
 * every probe. Collection comes before the joins because it may close what finalizers hold. Numbers of the user's own come
 * last: who asks the target for them has a connection to it.
 */
export async function readFloor(
  world: SamplingWorld,
  lastFloor: MetricReadings | null,
  signal: AbortSignal,
  { returnPatienceMs, isCounting = true }: FloorWish = {},
): Promise<FloorReading> {
  for (const { unavailable, beforeFloor } of world.probes.ofUser) if (unavailable === null) await beforeFloor?.();
  const settling = await settle(world, lastFloor, signal, returnPatienceMs);
  const agents = world.target.agents === null ? await readAgents(world) : await world.target.agents.collect(isCounting);
  const pids = await world.target.pids();
  const byProcess = process.platform === 'linux' ? await readSocketsByProcess(pids) : null;
  const sockets = byProcess === null ? null : joinSockets(byProcess.values());
  const context = { pids, agents, sockets };
  const [known, processes] = await Promise.all([
    readMetrics(world.probes.atFloors, context),
    readProcesses({ pids, agents, services: world.services, sockets: byProcess ?? new Map() }),
  ]);
  const metrics = { ...known, ...(await readMetrics(world.probes.ofUser, context)) };
  // Behind the reading: the next floor's collections free what it leaves.
  if (arePoolsUnseen(metrics)) await world.target.agents?.lookForPools();
  const heapBefore = joinHeapSpans(agents);
  const isHeapStable = agents.every(({ isStable }) => isStable);
  return {
    metrics,
    ...(processes === null ? {} : { processes }),
    ...readThreads(agents),
    socketsByPeer: sockets === null ? {} : countByPeer(sockets),
    settled: settling.settled && isHeapStable,
    settleMs: Math.round(settling.tookMs),
    ...(heapBefore === null ? {} : { heapBefore }),
  };
}
