import { type MetricReadings, metricIdsOf, readingOf } from '../../model/metrics/catalogue.js';
import { poolMetrics } from '../../model/metrics/pool-metrics.js';
import type { UnmeasuredMetric } from '../../model/metrics/unmeasured-metric.js';
import { runtimeDefinitions } from '../../model/runtimes/catalogue.js';
import { runtimeKinds } from '../../model/runtimes/runtime-kind.js';
import { serviceDefinitions } from '../../model/services/catalogue.js';
import type { AgentReading } from '../../model/target.js';
import type { Probe } from './probe.js';

/** What each process tells; null where one of them does not know its part, because then the sum is not known. */
function ofAll<A, T>(agents: readonly A[], part: (agent: A) => T | null): readonly T[] | null {
  const known = agents.map(part).filter((value) => value !== null);
  return known.length < agents.length ? null : known;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Sums over processes of one runtime. A metric that one of them does not know is absent. */
function sumReadings(all: readonly MetricReadings[]): MetricReadings {
  const sums = metricIdsOf(all).map((metric) => {
    const known = ofAll(all, (metrics) => readingOf(metrics, metric));
    return known === null ? {} : { [metric]: sum(known) };
  });
  return Object.assign({}, ...sums);
}

function poolTotals(agents: readonly AgentReading[]): MetricReadings {
  const pools = ofAll(agents, (agent) => agent.pools)?.flat() ?? [];
  if (pools.length === 0) return {};
  return {
    'pool.total': sum(pools.map((pool) => pool.total)),
    'pool.checkedOut': sum(pools.map((pool) => pool.total - pool.idle)),
    'pool.waiting': sum(pools.map((pool) => pool.waiting)),
    'pool.max': sum(pools.map((pool) => pool.max)),
  };
}

const pooled = serviceDefinitions[poolMetrics['pool.waiting'].client];

/** Whether the target has connections at the database but no known pool that they could belong to. */
export const arePoolsUnseen = (metrics: MetricReadings): boolean =>
  (metrics[pooled.connections] ?? 0) > 0 && metrics['pool.max'] === undefined;

/**
 * The sums of what these agents tell: memory, active handles by type, pool gauges. Each runtime has its own metrics.
 */
export function agentMetrics(agents: readonly AgentReading[]): MetricReadings {
  const ofRuntimes = runtimeKinds.map((kind) =>
    sumReadings(agents.filter(({ runtime }) => runtime === kind).map(({ metrics }) => metrics)),
  );
  return Object.assign({}, ...ofRuntimes, poolTotals(agents));
}

/** Metrics that one of these agents cannot know, each with the reason. */
export function unknownTo(agents: readonly AgentReading[]): readonly UnmeasuredMetric[] {
  const unknown = agents.flatMap((agent) => agent.unknown);
  return unknown.filter(({ metric }, index) => unknown.findIndex((other) => other.metric === metric) === index);
}

/** The runtimes that Leakline has an agent for, such as `Node.js`. */
const ofAgents = Object.values(runtimeDefinitions).filter(({ entrance }) => entrance === 'agent');
const titles = ofAgents.map(({ title }) => title).join(' or ');

/** Creates the probe that reads the agents inside the target. Its readings are sums over all processes. */
export function createAgentProbe(hasAgent: boolean): Probe {
  return {
    metrics: [...new Set(ofAgents.flatMap(({ judged }) => judged))],
    cost: 'sample',
    unavailable: hasAgent ? null : `the target carries no Leakline agent (not ${titles}, or attached by pid)`,
    read: async ({ agents }) => (agents.length === 0 ? {} : agentMetrics(agents)),
  };
}
