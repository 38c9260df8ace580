import type { MetricId } from '../../model/metrics/catalogue.js';
import { metricAdvice } from '../../model/runtimes/catalogue.js';
import type { RuntimeKind } from '../../model/runtimes/runtime-kind.js';

/**
 * What to look at first for a leak of this kind.
 *
 * @param runtime of the target; null for one that Leakline does not know.
 */
export const adviceFor = (metric: MetricId, runtime: RuntimeKind | null): string =>
  metricAdvice(metric, runtime)?.advice ??
  'Find what each request opens or keeps, and close or drop it when the response ends.';
