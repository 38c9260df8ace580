import type { AnalysisSettings } from '../model/analysis-settings.js';
import { type ByMetric, familyOf, type MetricId, metricDefinition, sumOfFamily } from '../model/metrics/catalogue.js';

/** The user's tolerance, else the one given for the family (`handles` for `handles.Timeout`); undefined for none. */
function givenTolerance(metric: MetricId, tolerances: ByMetric<number>): number | undefined {
  const family = familyOf(metric);
  return tolerances[metric] ?? (family === undefined ? undefined : tolerances[sumOfFamily(family)]);
}

/** The tolerance that the user gave, else the catalogue's. */
export const toleranceFor = (metric: MetricId, tolerances: ByMetric<number>): number =>
  givenTolerance(metric, tolerances) ?? metricDefinition(metric)?.defaultTolerance ?? 0;

/**
 * The coarsest bound at which a count is called clean: one leak in a hundred requests, which 300 requests exclude (rule
 * of three).
 */
export const coarsestCount = 0.01;

/**
 * The coarsest bound at which memory is called clean, in tolerances. A leak as fast as that is cleared at most once in
 * two hundred runs.
 */
const coarsestBytes = 5;

/**
 * The highest bound at which a metric may be called clean when time is up, in its unit per request.
 *
 * @returns nothing where the full proof is demanded: by `strict`, by a tolerance of the user's own, or because the metric is
 * a last witness, whose noise nobody knows.
 */
export function coarsestBound(metric: MetricId, settings: AnalysisSettings): { readonly coarsest?: number } {
  const { tolerances, strict = true } = settings;
  const definition = metricDefinition(metric);
  if (strict || definition?.role === 'last-witness' || givenTolerance(metric, tolerances) !== undefined) return {};
  const tolerance = toleranceFor(metric, tolerances);
  return { coarsest: definition?.unit === 'bytes' ? coarsestBytes * tolerance : Math.max(tolerance, coarsestCount) };
}
