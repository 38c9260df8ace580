import { fixedMetrics, isMetricId, type MetricId } from '../model/metrics/catalogue.js';
import { metricFamilies } from '../model/metrics/metric-families.js';
import { unknownMetric } from './messages.js';

/** As a message lists them: families by their pattern. */
export const knownMetricNames: readonly string[] = [
  ...fixedMetrics,
  ...metricFamilies.map(({ prefix }) => `${prefix}<type>`),
];

/** Throws `UNKNOWN_METRIC` for the first name that no probe will ever yield. `setting` is where the user wrote it. */
export function assertKnownMetrics(names: readonly string[], setting: string): asserts names is readonly MetricId[] {
  const unknown = names.find((name) => !isMetricId(name));
  if (unknown !== undefined) throw unknownMetric(unknown, setting, knownMetricNames);
}
