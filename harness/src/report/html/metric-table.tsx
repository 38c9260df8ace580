import type { EndpointResult, MetricResult } from '../../model/result.js';
import { formatInterval, formatRate, formatTolerance } from '../format/growth.js';
import { formatCount } from '../format/number.js';
import { VerdictBadge } from './verdict-badge.js';

/** Every metric that was judged on this endpoint, folded away until someone asks. */
export function MetricTable({ endpoint }: { readonly endpoint: EndpointResult }) {
  const { load, metrics } = endpoint;
  return (
    <details class="evidence">
      <summary>
        {formatCount(endpoint.requests)} requests, {metrics.length} metrics
      </summary>
      <p class="muted">
        {formatCount(load.ok)} of {formatCount(load.sent)} answered as expected, {formatCount(load.errors)} errors,{' '}
        {formatCount(load.timeouts)} timeouts, {formatCount(load.requestsPerSecond)} requests/s, latency p50{' '}
        {load.latencyMs.p50} ms, p95 {load.latencyMs.p95} ms, p99 {load.latencyMs.p99} ms
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section class="scroller" tabIndex={0} aria-label={`Metrics of ${endpoint.id}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col">Verdict</th>
              <th scope="col">Per request</th>
              <th scope="col">Interval</th>
              <th scope="col">Tolerance</th>
              <th scope="col">Detectable from</th>
            </tr>
          </thead>
          <tbody>
            {metrics.map((metric) => (
              <MetricRow key={metric.metric} metric={metric} />
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

function MetricRow({ metric }: { readonly metric: MetricResult }) {
  const { unit, perRequest, minimumDetectable } = metric;
  return (
    <tr title={metric.reason}>
      <th scope="row">
        <code>{metric.metric}</code>
      </th>
      <td>
        <VerdictBadge verdict={metric.verdict} />
      </td>
      <td>{perRequest === null ? 'unknown' : formatRate(perRequest.estimate, unit)}</td>
      <td>{perRequest === null ? 'unknown' : formatInterval(perRequest, unit)}</td>
      <td>{formatTolerance(metric.tolerance, unit)}</td>
      <td>{minimumDetectable === null ? 'unknown' : formatTolerance(minimumDetectable, unit)}</td>
    </tr>
  );
}
