import { familyOf, fixedMetrics, isMetricId, type MetricId } from '../model/metrics/catalogue.js';
import { metricFamilies } from '../model/metrics/metric-families.js';
import { unknownMetric } from './messages.js';

/** As a message lists them: families by their pattern, numbers of the user's own by their names. */
export const knownMetricNames = (probes: readonly MetricId[]): readonly string[] => [
  ...fixedMetrics,
  ...metricFamilies.filter(({ source }) => source !== 'probe').map(({ prefix }) => `${prefix}<type>`),
  ...new Set(probes),
];

/** Throws `UNKNOWN_METRIC` for the first name that no probe will ever yield. `setting` is where the user wrote it. */
export function assertKnownMetrics(
  names: readonly string[],
  probes: readonly { readonly metric: MetricId }[],
  setting: string,
): asserts names is readonly MetricId[] {
  const own = probes.map(({ metric }) => metric);
  const isKnown = (name: string): boolean =>
    isMetricId(name) && (familyOf(name)?.source !== 'probe' || own.includes(name));
  const unknown = names.find((name) => !isKnown(name));
  if (unknown !== undefined) throw unknownMetric(unknown, setting, knownMetricNames(own));
}
