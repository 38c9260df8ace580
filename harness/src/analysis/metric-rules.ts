import { type ByMetric, familyOf, type MetricId, metricDefinition, sumOfFamily } from '../model/metrics/catalogue.js';

/** The user's tolerance, else the one given for the family (`handles` for `handles.Timeout`); undefined for none. */
export function givenTolerance(metric: MetricId, tolerances: ByMetric<number>): number | undefined {
  const family = familyOf(metric);
  return tolerances[metric] ?? (family === undefined ? undefined : tolerances[sumOfFamily(family)]);
}

/** The tolerance that the user gave, else the catalogue's. */
export const toleranceFor = (metric: MetricId, tolerances: ByMetric<number>): number =>
  givenTolerance(metric, tolerances) ?? metricDefinition(metric)?.defaultTolerance ?? 0;
