import type { AgentSocketVariable } from '../model/agent-protocol.js';
import type { MetricReadings } from '../model/metrics/catalogue.js';
import type { ProcessReading } from '../model/readings.js';
import { agentDescriptors, runtimeDefinitions } from '../model/runtimes/catalogue.js';
import type { RunningService, ServerConnection } from '../model/service.js';
import type { AgentReading } from '../model/target.js';
import { agentPreloadPath, pythonAgentPath } from '../platform/package-paths.js';
import {
  readCpuMs,
  readProgramBaseName,
  readProgramName,
  readResidentBytes,
  readVariable,
} from '../platform/processes/procfs.js';
import { agentMetrics } from './probes/agent-probe.js';
import { ownedConnections } from './probes/ownership.js';
import { connectionMetrics } from './probes/service-probes.js';
import { countDescriptors, countThreads } from './procfs/process-counts.js';
import type { SocketTable } from './procfs/sockets.js';

const socketVariable: AgentSocketVariable = 'LEAKLINE_AGENT_SOCKET';

/** The variables that bring the agent of each runtime into a process. */
const carriers = [
  ['NODE_OPTIONS', agentPreloadPath],
  ['PYTHONPATH', pythonAgentPath],
] as const;

/**
 * Whether a process was started with the agent. It may still have no connection to Leakline: package managers get the
 * agent as well, and a process that just started has not dialled yet.
 */
const wasGivenAgent = (pid: number): boolean =>
  readVariable(pid, socketVariable) !== null &&
  carriers.some(([variable, agentPath]) => readVariable(pid, variable)?.includes(agentPath));

/**
 * Whether a process runs the same program as one with an agent, but was started without the agent, in an environment of
 * its own. Its heap cannot be read.
 */
export function isWithoutAgent(pid: number, agents: readonly Pick<AgentReading, 'pid'>[]): boolean {
  if (agents.some((agent) => agent.pid === pid)) return false;
  const program = readProgramBaseName(pid);
  return program !== null && agents.some((agent) => readProgramBaseName(agent.pid) === program) && !wasGivenAgent(pid);
}

/** Readings that all processes share. */
export interface ProcessContext {
  /** Root first. */
  readonly pids: readonly number[];
  readonly agents: readonly AgentReading[];
  readonly services: readonly RunningService[];
  readonly sockets: ReadonlyMap<number, SocketTable>;
}

interface ListedService {
  readonly service: RunningService;
  readonly connections: readonly ServerConnection[];
}

function describe(pid: number, agent: AgentReading | undefined): Pick<ProcessReading, 'pid' | 'label' | 'role'> {
  const place = agent?.place ?? null;
  if (place === 'master') return { pid, label: place, role: 'master' };
  if (place !== null) return { pid, label: place, role: 'worker' };
  return { pid, label: readProgramName(pid) ?? 'ended', role: 'process' };
}

function residentMetrics(pid: number, agent: AgentReading | undefined): MetricReadings {
  const rssBytes = agent?.rssBytes ?? readResidentBytes(pid);
  return rssBytes === null ? {} : { rssBytes };
}

/** The number of descriptors of a process, without the one over which its agent talks to Leakline. */
const ownDescriptors = async (pid: number, agent: AgentReading | undefined): Promise<number> =>
  Math.max(0, (await countDescriptors([pid])) - agentDescriptors(agent === undefined ? [] : [agent]));

/** The metrics of a process's connections; none where they cannot be told from those of others. */
function metricsOfConnections(sockets: SocketTable, listed: readonly ListedService[]): MetricReadings {
  const readings = listed.map(({ service, connections }) => {
    const { owned, by } = ownedConnections(connections, sockets, service);
    return by === 'socket' ? connectionMetrics(service.kind, owned) : {};
  });
  return Object.assign({}, ...readings);
}

function unreadShare(pid: number, agents: readonly AgentReading[]): Pick<ProcessReading, 'unreadCpuMs'> {
  const unreadCpuMs = isWithoutAgent(pid, agents) ? readCpuMs(pid) : null;
  return unreadCpuMs === null ? {} : { unreadCpuMs };
}

async function readProcess(
  pid: number,
  { agents, sockets }: ProcessContext,
  listed: readonly ListedService[],
): Promise<ProcessReading> {
  const agent = agents.find((reading) => reading.pid === pid);
  const own = sockets.get(pid) ?? { tcp: [], otherCount: 0 };
  const [fds, threads] = await Promise.all([ownDescriptors(pid, agent), countThreads([pid])]);
  const metrics = {
    ...(agent === undefined ? {} : agentMetrics([agent])),
    ...residentMetrics(pid, agent),
    fds,
    threads,
    sockets: Math.max(0, own.tcp.length + own.otherCount - agentDescriptors(agent === undefined ? [] : [agent])),
    ...metricsOfConnections(own, listed),
  };
  return { ...describe(pid, agent), metrics, ...unreadShare(pid, agents) };
}

/** Reads every process of a tree, root first. Returns null for a single process and where there is no `/proc`. */
export async function readProcesses(context: ProcessContext): Promise<readonly ProcessReading[] | null> {
  const { pids, services } = context;
  if (pids.length < 2 || process.platform !== 'linux') return null;
  const listed = await Promise.all(
    services.map(async (service) => ({ service, connections: await service.observer.connections() })),
  );
  return Promise.all(pids.map((pid) => readProcess(pid, context, listed)));
}

function heapMetric(agent: AgentReading | undefined): MetricReadings {
  if (agent === undefined) return {};
  const { heap } = runtimeDefinitions[agent.runtime];
  const bytes = agent.metrics[heap];
  return bytes === undefined ? {} : { [heap]: bytes };
}

/** Reads what is cheap enough for a continuous sample of each process. */
export async function sampleProcesses(
  pids: readonly number[],
  agents: readonly AgentReading[],
): Promise<readonly ProcessReading[] | null> {
  if (pids.length < 2 || process.platform !== 'linux') return null;
  const readings = pids.map(async (pid) => {
    const agent = agents.find((reading) => reading.pid === pid);
    const metrics = { ...heapMetric(agent), ...residentMetrics(pid, agent), fds: await ownDescriptors(pid, agent) };
    return { ...describe(pid, agent), metrics };
  });
  return Promise.all(readings);
}
