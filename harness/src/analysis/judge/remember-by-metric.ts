import type { MetricId } from '../../model/metrics/catalogue.js';

/** A function of a metric that is reckoned once for each, because every endpoint asks for it. */
export function rememberByMetric<Value>(reckon: (metric: MetricId) => Value): (metric: MetricId) => Value {
  const known = new Map<MetricId, { readonly value: Value }>();
  return (metric) => {
    const found = known.get(metric) ?? { value: reckon(metric) };
    known.set(metric, found);
    return found.value;
  };
}
