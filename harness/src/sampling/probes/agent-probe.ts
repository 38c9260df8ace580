import type { MetricReadings } from '../../model/metrics.js';
import type { AgentReading } from '../../model/target.js';
import type { Probe } from './probe.js';

const total = <T>(items: readonly T[], value: (item: T) => number): number =>
  items.reduce((sum, item) => sum + value(item), 0);

function memoryMetrics(agents: readonly AgentReading[]): MetricReadings {
  return {
    heapUsedBytes: total(agents, (agent) => agent.heapUsedBytes),
    externalBytes: total(agents, (agent) => agent.externalBytes),
    arrayBuffersBytes: total(agents, (agent) => agent.arrayBuffersBytes),
    'v8.mallocedBytes': total(agents, (agent) => agent.mallocedBytes),
    'gc.major': total(agents, ({ gc }) => gc.major),
    'gc.minor': total(agents, ({ gc }) => gc.minor),
  };
}

function memwatchMetrics(agents: readonly AgentReading[]): MetricReadings {
  const seen = agents.flatMap(({ memwatchUsedHeapBytes }) => memwatchUsedHeapBytes ?? []);
  return seen.length === 0 || seen.length < agents.length
    ? {}
    : { 'memwatch.heapUsedBytes': total(seen, (bytes) => bytes) };
}

function handleMetrics(agents: readonly AgentReading[]): MetricReadings {
  const byType: Record<string, number> = {};
  for (const { activeResources } of agents) {
    for (const [type, count] of Object.entries(activeResources)) {
      byType[`handles.${type}`] = (byType[`handles.${type}`] ?? 0) + count;
    }
  }
  return { ...byType, handles: total(Object.values(byType), (count) => count) };
}

function poolMetrics(agents: readonly AgentReading[]): MetricReadings {
  const pools = agents.flatMap((agent) => agent.pools);
  if (pools.length === 0) return {};
  return {
    'pool.total': total(pools, (pool) => pool.total),
    'pool.checkedOut': total(pools, (pool) => pool.total - pool.idle),
    'pool.waiting': total(pools, (pool) => pool.waiting),
    'pool.max': total(pools, (pool) => pool.max),
  };
}

/** What these agents tell, summed: memory, active handles by type, pool gauges. */
export const agentMetrics = (agents: readonly AgentReading[]): MetricReadings => ({
  ...memoryMetrics(agents),
  ...memwatchMetrics(agents),
  ...handleMetrics(agents),
  ...poolMetrics(agents),
});

/** What the agents inside the target tell: memory, active handles by type, pool gauges. Summed over all processes. */
export function createAgentProbe(hasAgent: boolean): Probe {
  return {
    metrics: ['heapUsedBytes', 'externalBytes', 'arrayBuffersBytes', 'handles', 'pool.checkedOut', 'pool.waiting'],
    cost: 'sample',
    unavailable: hasAgent ? null : 'the target carries no Leakline agent (not Node.js, or attached by pid)',
    read: async ({ agents }) => (agents.length === 0 ? {} : agentMetrics(agents)),
  };
}
