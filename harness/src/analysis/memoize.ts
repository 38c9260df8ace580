import type { MetricId } from '../model/metrics/catalogue.js';

/**
 * A function of a list that keeps its latest answer for each list. The lists of a recording only ever grow, so the length
 * of a list tells whether the answer still holds. A copy is another list.
 */
export function memoizeByList<Item, Value extends object>(
  compute: (list: readonly Item[]) => Value,
): (list: readonly Item[]) => Value {
  const known = new WeakMap<readonly Item[], { readonly length: number; readonly value: Value }>();
  return (list) => {
    const found = known.get(list);
    if (found?.length === list.length) return found.value;
    const value = compute(list);
    known.set(list, { length: list.length, value });
    return value;
  };
}

/** A function of a metric that is computed once for each metric, because every endpoint asks for it. */
export function memoizeByMetric<Value>(compute: (metric: MetricId) => Value): (metric: MetricId) => Value {
  const known = new Map<MetricId, { readonly value: Value }>();
  return (metric) => {
    const found = known.get(metric) ?? { value: compute(metric) };
    known.set(metric, found);
    return found.value;
  };
}
