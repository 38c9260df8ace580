import { metricCatalogue, metricFamilies } from '../model/metrics.js';
import { unknownMetric } from './messages.js';

/** As a message lists them: families by their pattern. */
export const knownMetricNames: readonly string[] = [
  ...metricCatalogue.map(({ id }) => id),
  ...metricFamilies.map(({ prefix }) => `${prefix}<type>`),
];

/** Throws `UNKNOWN_METRIC` for the first name that no probe will ever yield. `setting` is where the user wrote it. */
export function assertKnownMetrics(names: readonly string[], setting: string): void {
  const unknown = names.find((name) => !isKnownMetric(name));
  if (unknown !== undefined) throw unknownMetric(unknown, setting, knownMetricNames);
}

/** Whether some probe may yield a metric of this name. */
export function isKnownMetric(name: string): boolean {
  return (
    metricCatalogue.some(({ id }) => id === name) ||
    metricFamilies.some(({ prefix }) => name.startsWith(prefix) && name.length > prefix.length)
  );
}
