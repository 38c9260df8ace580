import { useMemo, useRef } from 'preact/hooks';
import type { Verdict } from '../../model/result.js';
import type { ReportDocument, TargetTrace } from '../../model/trace.js';
import { blockSpans, chartSeries, type XAxis } from '../chart/chart-series.js';
import { sharedRange } from '../chart/y-range.js';
import { type DeepLink, metricLink } from '../format/deep-link.js';
import { formatCount, formatValue } from '../format/number.js';
import { ChartCanvas } from './chart-canvas.js';
import type { EndpointColors } from './endpoint-colors.js';
import { gravestFirst } from './select-endpoints.js';
import { useScrollTo } from './use-scroll-to.js';

/** `floors`: the evidence alone. `all`: with the garbage between the floors, which may be a hundred times as high. */
export type Readings = 'floors' | 'all';

type Metric = ReportDocument['metrics'][number];

interface MetricFigureProps {
  readonly report: ReportDocument;
  readonly metric: Metric;
  readonly colors: EndpointColors;
  readonly axis: XAxis;
  readonly readings: Readings;
  /** Present when the address points at this metric. */
  readonly link: DeepLink | null;
}

/** One metric: a chart for each target, all with the same vertical axis. */
export function MetricFigure({ report, metric, colors, axis, readings, link }: MetricFigureProps) {
  const article = useRef<HTMLElement>(null);
  useScrollTo(article, link);
  const { traces } = report;
  // Counts make no garbage: their readings under load are worth seeing and hide nothing.
  const withSamples = readings === 'all' || metric.unit === 'count';
  const charts = useMemo(
    () =>
      traces.map((trace) => ({
        series: chartSeries(withSamples ? trace : withoutSamples(trace), metric.id, axis),
        spans: blockSpans(trace, axis),
      })),
    [traces, metric, axis, withSamples],
  );
  const range = useMemo(
    () =>
      sharedRange(
        charts.flatMap(({ series }) => [series.floors, series.samples]),
        metric.unit,
      ),
    [charts, metric],
  );
  return (
    <article class={`metric ${link === null ? '' : 'linked'}`} ref={article} tabIndex={-1} aria-label={metric.title}>
      <h3>
        {metric.title} <code>{metric.id}</code>{' '}
        <a class="anchor" href={metricLink(metric.id)} aria-label={`Link to ${metric.title}`}>
          #
        </a>
      </h3>
      <div class="columns">
        {traces.map((trace, index) => {
          const chart = charts[index];
          const summary = summarizeFloors(trace, metric);
          return (
            <figure key={trace.target} class={`chart chart-${verdictOf(report, trace, metric) ?? 'none'}`}>
              <figcaption>
                <span>{trace.target}</span> <span class="muted">{summary}</span>
              </figcaption>
              {chart === undefined || range === null ? (
                <p class="muted no-chart">no floor read</p>
              ) : (
                <ChartCanvas
                  {...chart}
                  range={range}
                  axis={axis}
                  unit={metric.unit}
                  colors={colors}
                  settled={trace.floors.settled}
                  syncKey={trace.target}
                  label={`${metric.title} of ${trace.target}: ${summary}`}
                />
              )}
            </figure>
          );
        })}
      </div>
    </article>
  );
}

function withoutSamples(trace: TargetTrace): TargetTrace {
  return { ...trace, samples: { atMs: [], requests: [], values: {} } };
}

function summarizeFloors({ floors }: TargetTrace, { id, unit }: Metric): string {
  const read = (floors.values[id] ?? []).filter((value) => value !== null);
  const [first, last] = [read[0], read.at(-1)];
  if (first === undefined || last === undefined) return 'not measured';
  return `${formatValue(first, unit)} → ${formatValue(last, unit)} over ${formatCount(floors.requests.at(-1) ?? 0)} requests`;
}

/** The gravest verdict that any endpoint of the target has on this metric; null when it was not judged. */
function verdictOf({ result }: ReportDocument, { target }: TargetTrace, { id }: Metric): Verdict | null {
  const endpoints = result.targets.find(({ name }) => name === target)?.endpoints ?? [];
  const verdicts = endpoints.flatMap(({ metrics }) =>
    metrics.filter(({ metric }) => metric === id).map(({ verdict }) => verdict),
  );
  return gravestFirst.find((verdict) => verdicts.includes(verdict)) ?? null;
}
