import { type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';

/** What to look at first for a leak of this kind. */
export function adviceFor(metric: MetricId): string {
  const definition = metricDefinition(metric);
  return definition === null || definition.role === 'remarks'
    ? 'Find what each request opens or keeps, and close or drop it when the response ends.'
    : definition.advice;
}
