import { type MetricDefinition, type MetricId, metricCatalogue, metricFamilies } from '../model/metrics.js';

const definitions: ReadonlyMap<MetricId, MetricDefinition> = new Map(
  metricCatalogue.map((definition) => [definition.id, definition]),
);

/** The rule that holds for a metric, members of run-time families included; null for a name nobody defined. */
export function metricDefinition(metric: MetricId): MetricDefinition | null {
  const fixed = definitions.get(metric);
  if (fixed !== undefined) return fixed;
  const family = metricFamilies.find(({ prefix }) => metric.startsWith(prefix));
  if (family === undefined) return null;
  const { prefix, noun, unit, source, role, defaultTolerance } = family;
  return { unit, source, role, defaultTolerance, id: metric, title: `${metric.slice(prefix.length)} ${noun}` };
}

/** Position in the catalogue: the first accusing metric names a finding, members of families come last. */
export function importanceRank(metric: MetricId): number {
  const rank = metricCatalogue.findIndex(({ id }) => id === metric);
  return rank === -1 ? metricCatalogue.length : rank;
}

/** The user's tolerance, else the one given for the family (`handles` for `handles.Timeout`); undefined for none. */
export function givenTolerance(metric: MetricId, tolerances: Readonly<Record<MetricId, number>>): number | undefined {
  const family = metricFamilies.find(({ prefix }) => metric.startsWith(prefix))?.prefix.slice(0, -1);
  return tolerances[metric] ?? (family === undefined ? undefined : tolerances[family]);
}

/** The tolerance that the user gave, else the catalogue's. */
export const toleranceFor = (metric: MetricId, tolerances: Readonly<Record<MetricId, number>>): number =>
  givenTolerance(metric, tolerances) ?? metricDefinition(metric)?.defaultTolerance ?? 0;
