import { familyOf, fixedMetrics, isMetricId, type MetricId } from '../model/metrics/catalogue.js';
import { metricFamilies } from '../model/metrics/metric-families.js';
import { unknownMetric } from './config-messages.js';

/**
 * Names of metrics as a message lists them. Families are listed by their pattern, and the user's own probes by their
 * names.
 */
export const knownMetricNames = (probes: readonly MetricId[]): readonly string[] => [
  ...fixedMetrics,
  ...metricFamilies.filter(({ source }) => source !== 'probe').map(({ prefix }) => `${prefix}<type>`),
  ...new Set(probes),
];

/**
 * Checks that some probe yields each metric.
 *
 * @param setting where the user wrote the names.
 * @throws HarnessError `UNKNOWN_METRIC`
 */
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
