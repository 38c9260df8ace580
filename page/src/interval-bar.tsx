import type { MetricResult } from '../../harness/src/model/result.js';
import { formatInterval, formatRate, formatTolerance } from '../../harness/src/report/format/growth.js';

/**
 * Distance from zero in tolerances, on a logarithmic scale: growth may be a tenth of the tolerance or ten thousand
 * times as much, and both must be seen.
 */
const toScale = (rate: number, tolerance: number): number =>
  Math.sign(rate) * Math.log10(1 + Math.abs(rate) / tolerance);

/** Room beyond the tolerance even for the flattest metric, so that clean bars can be compared. */
const shortestScale = Math.log10(1 + 10);
const inset = 2;

/** Growth with its interval, drawn against the tolerance. Says the same in words to screen readers. */
export function IntervalBar({ metric }: { readonly metric: MetricResult }) {
  if (metric.perRequest === null || !(metric.tolerance > 0)) return null;
  const { estimate, low, high } = metric.perRequest;
  const [from, to] = [low, high].map((bound) => toScale(bound, metric.tolerance)) as [number, number];
  const edge = toScale(metric.tolerance, metric.tolerance);
  const min = Math.min(0, from, -edge / 2);
  const max = Math.max(shortestScale, to * 1.08);
  const place = (position: number): number => inset + ((position - min) / (max - min)) * (100 - 2 * inset);
  const percent = (position: number): string => `${place(position).toFixed(2)}%`;
  const toleranceText = formatTolerance(metric.tolerance, metric.unit);
  const words = `${formatRate(estimate, metric.unit)} per request, interval ${formatInterval(metric.perRequest, metric.unit)}, tolerance ${toleranceText}`;
  return (
    <figure class={`interval interval-${metric.verdict}`}>
      <svg role="img" aria-label={words} width="100%" height="18">
        <rect
          class="interval-allowed"
          x={percent(-Math.min(edge, -min))}
          y="3"
          height="12"
          width={`${place(edge) - place(-Math.min(edge, -min))}%`}
        />
        <line class="interval-axis" x1="0" x2="100%" y1="9" y2="9" />
        <line class="interval-reach" x1={percent(0)} x2={percent(toScale(estimate, metric.tolerance))} y1="9" y2="9" />
        <line class="interval-zero" x1={percent(0)} x2={percent(0)} y1="3" y2="15" />
        <line class="interval-range" x1={percent(from)} x2={percent(to)} y1="9" y2="9" />
        <circle class="interval-estimate" cx={percent(toScale(estimate, metric.tolerance))} cy="9" r="4" />
      </svg>
      <figcaption aria-hidden="true">
        <span style={{ left: percent(0) }}>0</span>
        <span style={{ left: percent(edge) }}>tolerance {toleranceText}</span>
      </figcaption>
    </figure>
  );
}
