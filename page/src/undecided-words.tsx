import type { MetricResult } from '../../harness/src/model/result.js';
import { formatTolerance } from '../../harness/src/report/format/growth.js';

/** What an inconclusive endpoint means, and what could have been seen by the metric that heads it. */
export function UndecidedWords({ metric }: { readonly metric: MetricResult | null }) {
  return (
    <>
      <p>
        Neither a leak nor its absence could be shown in the time given. This does not mean clean.{' '}
        <a href="#how-to-read">What inconclusive means</a>
      </p>
      {metric === null || metric.minimumDetectable === null ? null : (
        <p class="muted">
          Smallest leak this run could see: {formatTolerance(metric.minimumDetectable, metric.unit)}/request
        </p>
      )}
    </>
  );
}
