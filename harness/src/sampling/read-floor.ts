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
 * What the heaps of all processes held since the floor before. Peaks are those of the process that held most, because
 * each process has a limit of its own and nobody knows which of them were high at the same time. Null where a process
 * does not tell, as at the first floor.
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

/** The reading of a floor. The run adds its target, number, time and requests. */
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

/** The readings of worker threads; none where there are no worker threads. */
function readThreads(agents: readonly AgentReading[]): Pick<FloorReading, 'threads' | 'unreadThreads'> {
  const threads = agents.flatMap(({ pid, threads: readings }) =>
    readings.map(({ threadId, metrics }) => ({ pid, thread: threadId, metrics })),
  );
  const unreadThreads = agents.reduce((sum, agent) => sum + agent.unreadThreads, 0);
  return { ...(threads.length === 0 ? {} : { threads }), ...(unreadThreads === 0 ? {} : { unreadThreads }) };
}

/** How a floor is to be taken. This follows from what was recorded before. */
export interface FloorWish {
  /** How long what is above the last floor may take to come back; by default 120 ms. */
  readonly returnPatienceMs?: number;
  /** Whether the application's objects have to be told from code. Default true. */
  readonly isCounting?: boolean;
}

/**
 * Takes a floor. Does what the user's probes need before, waits until the target holds still, forces full collections,
 * and then reads every probe. Collections come before sockets and connections are read, because finalizers may close
 * some. Numbers that the user configured are read last, because asking the target for them opens a connection to it.
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
  // After the reading: the collections of the next floor free what the search leaves behind.
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
