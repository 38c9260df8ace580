import { useEffect, useRef, useState } from 'preact/hooks';
import type { EndpointResult, MetricResult } from '../../harness/src/model/result.js';
import { formatBudgetNumber } from '../../harness/src/report/format/budget.js';
import {
  formatInterval,
  formatNotExcluded,
  formatRate,
  formatTolerance,
} from '../../harness/src/report/format/growth.js';
import { describeAllocation, describeLiveHeap } from '../../harness/src/report/format/heap-peak.js';
import { formatCount } from '../../harness/src/report/format/number.js';
import { type DeepLink, endpointLink } from './deep-link.js';
import { useScrollTo } from './use-scroll-to.js';
import { VerdictBadge } from './verdict-badge.js';

interface MetricTableProps {
  readonly target: string;
  readonly endpoint: EndpointResult;
  /** Present when the address points at this endpoint: opens the table at the metric it names. */
  readonly link: Extract<DeepLink, { section: 'endpoints' }> | null;
  readonly isGoal: boolean;
}

/** Every metric that was judged on this endpoint, folded away until someone asks. */
export function MetricTable({ target, endpoint, link, isGoal }: MetricTableProps) {
  const { load, metrics } = endpoint;
  const { p50, p95, p99 } = load.latencyMs;
  const hasBounds = metrics.some(({ bound }) => bound !== undefined);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (link !== null && link.metric !== null) setOpen(true);
  }, [link]);
  return (
    <details class="evidence" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {formatCount(endpoint.requests)} requests, {metrics.length} metrics
      </summary>
      <p class="muted">
        {formatCount(load.ok)} of {formatCount(load.sent)} answered as expected, {formatCount(load.errors)} errors,{' '}
        {formatCount(load.timeouts)} timeouts, {formatCount(load.requestsPerSecond)} requests/s, latency p50{' '}
        {formatBudgetNumber(p50, 'ms')}, p95 {formatBudgetNumber(p95, 'ms')}, p99 {formatBudgetNumber(p99, 'ms')}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section class="scroller" tabIndex={0} aria-label={`Metrics of ${endpoint.id} in ${target}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col">Verdict</th>
              <th scope="col">Per request</th>
              <th scope="col">Interval</th>
              <th scope="col">Tolerance</th>
              <th scope="col">Detectable from</th>
              {hasBounds ? <th scope="col">Not excluded</th> : null}
            </tr>
          </thead>
          <tbody>
            {metrics.map((metric) => (
              <MetricRow
                key={metric.metric}
                metric={metric}
                endpoint={endpoint.id}
                link={link?.metric === metric.metric ? link : null}
                isGoal={isGoal}
                hasBounds={hasBounds}
              />
            ))}
          </tbody>
          <PeakRows endpoint={endpoint} columns={hasBounds ? 6 : 5} />
        </table>
      </section>
    </details>
  );
}

/** What requests need while they are under way, beside what stays of them: no verdict, and so no columns. */
function PeakRows({ endpoint: { peak }, columns }: { readonly endpoint: EndpointResult; readonly columns: number }) {
  // Results of earlier versions have none.
  if (peak === undefined || peak === null) return null;
  return (
    <tbody>
      <tr>
        <th scope="row">Live heap at peak</th>
        <td colSpan={columns}>{describeLiveHeap(peak)}</td>
      </tr>
      <tr>
        <th scope="row">Allocated</th>
        <td colSpan={columns}>{describeAllocation(peak)}</td>
      </tr>
    </tbody>
  );
}

interface MetricRowProps {
  readonly metric: MetricResult;
  readonly endpoint: string;
  readonly link: DeepLink | null;
  readonly isGoal: boolean;
  /** Whether the table has a column for how far each `clean` reaches. */
  readonly hasBounds: boolean;
}

function MetricRow({ metric, endpoint, link, isGoal, hasBounds }: MetricRowProps) {
  const { unit, perRequest, minimumDetectable, bound } = metric;
  const row = useRef<HTMLTableRowElement>(null);
  useScrollTo(row, isGoal ? link : null);
  return (
    <tr title={metric.reason} ref={row} tabIndex={-1} class={link === null ? '' : 'linked'}>
      <th scope="row">
        <a href={endpointLink(endpoint, metric.metric)}>
          <code>{metric.metric}</code>
        </a>
      </th>
      <td>
        <VerdictBadge verdict={metric.verdict} />
      </td>
      <td>{perRequest === null ? 'unknown' : formatRate(perRequest.estimate, unit)}</td>
      <td>{perRequest === null ? 'unknown' : formatInterval(perRequest, unit)}</td>
      <td>{formatTolerance(metric.tolerance, unit)}</td>
      <td>{minimumDetectable === null ? 'unknown' : formatTolerance(minimumDetectable, unit)}</td>
      {hasBounds ? <td>{bound === undefined ? '' : formatNotExcluded(unit, bound)}</td> : null}
    </tr>
  );
}
