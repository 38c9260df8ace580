import type { MetricJudgement } from '../../src/analysis/judge/metric-judgement.js';
import { type MetricId, metricDefinition } from '../../src/model/metrics/catalogue.js';

/** A metric as judged, for tests of what is made of judgements. */
export function judgedAs(
  verdict: MetricJudgement['verdict'],
  metric: MetricId,
  rate: number,
  details: Partial<MetricJudgement> = {},
): MetricJudgement {
  return {
    metric,
    unit: metricDefinition(metric)?.unit ?? 'count',
    verdict,
    perRequest: { estimate: rate, low: rate, high: rate },
    tolerance: 0.001,
    minimumDetectable: null,
    reason: 'as the test says',
    growth: 100 * rate,
    pValue: null,
    needsMore: false,
    ...details,
  };
}
