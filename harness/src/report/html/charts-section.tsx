import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ReportDocument } from '../../model/trace.js';
import type { XAxis } from '../chart/chart-series.js';
import { isFlat } from '../chart/y-range.js';
import type { DeepLink } from '../format/deep-link.js';
import { Choice } from './choice.js';
import { colorEndpoints } from './endpoint-colors.js';
import { EndpointLegend } from './endpoint-legend.js';
import { MetricFigure, type Readings } from './metric-figure.js';

interface ChartSettings {
  readonly axis: XAxis;
  readonly readings: Readings;
}

type MetricDeepLink = Extract<DeepLink, { section: 'metrics' }>;

interface ChartsProps {
  readonly report: ReportDocument;
  readonly link: DeepLink | null;
}

/** Every metric against requests, targets side by side. What never moved is folded away, because flat is the normal case. */
export function ChartsSection({ report, link }: ChartsProps) {
  const [axis, setAxis] = useState<XAxis>('requests');
  const [readings, setReadings] = useState<Readings>('floors');
  const [moving, flat] = useMemo(() => splitMetrics(report), [report]);
  const wanted = link?.section === 'metrics' ? link : null;
  if (report.metrics.length === 0) return null;
  return (
    <section aria-labelledby="charts">
      <h2 id="charts">Metrics</h2>
      <div class="chart-controls">
        <Choice name="Against" options={{ requests: 'Requests', time: 'Time' }} value={axis} onChange={setAxis} />
        <Choice
          name="Show"
          options={{ floors: 'Floors', all: 'All readings' }}
          value={readings}
          onChange={setReadings}
        />
        <EndpointLegend report={report} />
      </div>
      <p class="muted hint">Drag across a chart to zoom in, double-click to zoom out.</p>
      <Figures report={report} metrics={moving} settings={{ axis, readings }} link={wanted} />
      <FlatMetrics report={report} metrics={flat} settings={{ axis, readings }} link={wanted} />
    </section>
  );
}

interface FiguresProps {
  readonly report: ReportDocument;
  readonly metrics: ReportDocument['metrics'];
  readonly settings: ChartSettings;
  readonly link: MetricDeepLink | null;
}

function Figures({ report, metrics, settings, link }: FiguresProps) {
  const colors = useMemo(() => colorEndpoints(report), [report]);
  return (
    <>
      {metrics.map((metric) => (
        <MetricFigure
          key={metric.id}
          report={report}
          metric={metric}
          colors={colors}
          link={link?.metric === metric.id ? link : null}
          {...settings}
        />
      ))}
    </>
  );
}

function FlatMetrics({ report, metrics, settings, link }: FiguresProps) {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (link !== null && metrics.some(({ id }) => id === link.metric)) setOpen(true);
  }, [link, metrics]);
  if (metrics.length === 0) return null;
  return (
    <details class="flat-metrics" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {metrics.length} {metrics.length === 1 ? 'metric' : 'metrics'} whose floors never moved:{' '}
        {metrics.map(({ title }) => title).join(', ')}
      </summary>
      {isOpen ? <Figures report={report} metrics={metrics} settings={settings} link={link} /> : null}
    </details>
  );
}

function splitMetrics({
  metrics,
  traces,
}: ReportDocument): readonly [ReportDocument['metrics'], ReportDocument['metrics']] {
  const flat = new Set(
    metrics.filter(({ id }) => isFlat(traces.map(({ floors }) => floors.values[id] ?? []))).map(({ id }) => id),
  );
  return [metrics.filter(({ id }) => !flat.has(id)), metrics.filter(({ id }) => flat.has(id))];
}
