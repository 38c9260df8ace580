import { goMemoryMetrics, goMetrics } from '../runtimes/go/metrics.js';
import { jvmMemoryMetrics, jvmMetrics } from '../runtimes/jvm/metrics.js';
import { nodeMemoryMetrics, nodeMetrics } from '../runtimes/node/metrics.js';
import { pythonMemoryMetrics, pythonMetrics } from '../runtimes/python/metrics.js';
import { mysqlMetrics } from '../services/mysql/metrics.js';
import { postgresMetrics } from '../services/postgres/metrics.js';
import { redisMetrics } from '../services/redis/metrics.js';
import type { MetricDefinition, MetricFamily } from './metric-definition.js';
import { metricFamilies } from './metric-families.js';
import { poolMetrics } from './pool-metrics.js';
import { processMetrics } from './process-metrics.js';
import { residentMetric } from './resident-metric.js';

/**
 * Every metric with a fixed name, in order of importance. The first metric of a finding that accuses names it, later
 * ones are its costs. The names are used in recordings, results and configurations. A change of a name breaks those
 * that are saved.
 */
const catalogue = {
  ...postgresMetrics,
  ...mysqlMetrics,
  ...redisMetrics,
  ...poolMetrics,
  ...processMetrics,
  ...nodeMemoryMetrics,
  ...pythonMemoryMetrics,
  ...goMemoryMetrics,
  ...jvmMemoryMetrics,
  ...residentMetric,
  ...nodeMetrics,
  ...pythonMetrics,
  ...goMetrics,
  ...jvmMetrics,
} as const satisfies Record<string, MetricDefinition>;

/** A metric with a name of its own. */
export type FixedMetricId = keyof typeof catalogue;

/** The name of one number that a probe yields: `heapUsedBytes`, `pg.connections`, `handles.Timeout`. */
export type MetricId = FixedMetricId | `${(typeof metricFamilies)[number]['prefix']}${string}`;

/** Values of some metrics. For the others the value is not known. */
export type ByMetric<T> = { readonly [metric in MetricId]?: T };

/** Readings of several metrics at the same moment. A metric that could not be read is absent. */
export type MetricReadings = ByMetric<number>;

/** The values with their metrics. */
export const entriesByMetric = <T>(values: ByMetric<T>): readonly (readonly [metric: MetricId, value: T])[] =>
  Object.entries(values) as (readonly [MetricId, T])[];

/** The metrics that at least one of these has a value for, in the order in which they first occur. */
export function metricIdsOf(all: Iterable<ByMetric<unknown>>): readonly MetricId[] {
  const metrics = new Set<MetricId>();
  for (const values of all) for (const metric of Object.keys(values) as MetricId[]) metrics.add(metric);
  return [...metrics];
}

/** Every metric with a fixed name and its definition, in order of importance. */
export const metricCatalogue: Readonly<Record<FixedMetricId, MetricDefinition>> = catalogue;

/** The names of the catalogue, in order of importance. */
export const fixedMetrics = Object.keys(catalogue) as readonly FixedMetricId[];

const isFixed = (metric: string): metric is FixedMetricId => Object.hasOwn(catalogue, metric);

/** The family of a metric whose name was made at run time. Undefined for all other metrics. */
export const familyOf = (metric: string): MetricFamily | undefined =>
  metricFamilies.find(({ prefix }) => metric.startsWith(prefix) && metric.length > prefix.length);

/** Whether a probe may yield a metric of this name. */
export const isMetricId = (name: string): name is MetricId => isFixed(name) || familyOf(name) !== undefined;

/** The family's own metric, the sum of its members: `handles` for `handles.Timeout`. */
export const sumOfFamily = ({ prefix }: MetricFamily): MetricId => prefix.slice(0, -1) as MetricId;

/**
 * What was read of a metric. A member that is missing, while its family was read, is 0 and not unknown.
 *
 * @returns null where it was not measured.
 */
export function readingOf(readings: MetricReadings, metric: MetricId): number | null {
  if (Object.hasOwn(readings, metric)) return readings[metric] ?? null;
  const family = familyOf(metric);
  return family !== undefined && Object.hasOwn(readings, sumOfFamily(family)) ? 0 : null;
}

/**
 * The definition of a metric, also for members of families.
 *
 * @returns null for a name that nobody defined, e.g. one of a later version.
 */
export function metricDefinition(metric: string): MetricDefinition | null {
  if (isFixed(metric)) return metricCatalogue[metric];
  const family = familyOf(metric);
  if (family === undefined) return null;
  const { prefix, noun, descriptors, originsByMember, originsOfOthers, isFirst: _isFirst, ...rules } = family;
  const member = metric.slice(prefix.length);
  const called = noun === '' ? member : `${member} (${noun})`;
  const origins = originsByMember?.[member] ?? originsOfOthers;
  return {
    ...rules,
    title: `${member} ${noun}`.trim(),
    words: { one: called, many: called },
    ...(descriptors?.test(member) ? { isDescriptor: true } : {}),
    ...(origins === undefined ? {} : { origins }),
  };
}

/** Position in the catalogue. The first metric that accuses names a finding. Members of most families come last. */
export function importanceRank(metric: string): number {
  if (familyOf(metric)?.isFirst) return -1;
  const rank = (fixedMetrics as readonly string[]).indexOf(metric);
  return rank === -1 ? fixedMetrics.length : rank;
}
