import { type MetricId, metricDefinition } from './catalogue.js';
import { residentMetric } from './resident-metric.js';

/** What a metric is about. Each of these has a verdict of its own in a result, in this order. */
export const resources = ['memory', 'connections', 'pools', 'descriptors', 'processes', 'probes'] as const;

export type Resource = (typeof resources)[number];

const ofCounts: Readonly<Record<string, Resource>> = { children: 'processes', threads: 'processes' };

/** The resource that a metric is about. */
export function resourceOf(metric: MetricId): Resource {
  const { unit, source, client } = metricDefinition(metric) ?? {};
  if (source === 'probe') return 'probes';
  if (unit === 'bytes') return 'memory';
  if (metric.startsWith('pool.')) return 'pools';
  if (client !== undefined) return 'connections';
  return ofCounts[metric] ?? 'descriptors';
}

/** Whether a metric is memory as the operating system counts it. */
export const isResident = (metric: string): boolean => Object.hasOwn(residentMetric, metric);
