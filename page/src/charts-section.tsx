import { useEffect, useId, useMemo, useState } from 'preact/hooks';
import type { ReportDocument } from '../../harness/src/model/trace.js';
import { isFlat } from './chart/y-range.js';
import type { DeepLink } from './deep-link.js';
import { colorEndpoints, type EndpointColors } from './endpoint-colors.js';
import { EndpointLegend } from './endpoint-legend.js';
import { MetricFigure } from './metric-figure.js';

type Metrics = ReportDocument['metrics'];
type MetricDeepLink = Extract<DeepLink, { section: 'metrics' }>;

interface ChartsProps {
  readonly report: ReportDocument;
  readonly link: DeepLink | null;
}

/** Every metric against requests, targets side by side. What decides nothing or never moved is folded away. */
export function ChartsSection({ report, link }: ChartsProps) {
  const [endpoint, setEndpoint] = useState<string | null>(null);
  const [withTime, setWithTime] = useState(true);
  const { judged, others, flat } = useMemo(() => splitMetrics(report), [report]);
  const colors = useMemo(() => colorEndpoints(report), [report]);
  const wanted = link?.section === 'metrics' ? link : null;
  if (report.metrics.length === 0) return null;
  const figures = { report, colors, endpoint, withTime, link: wanted };
  return (
    <section aria-labelledby="charts">
      <h2 id="charts">Metrics</h2>
      <div class="chart-controls toolbar">
        <EndpointChoice ids={[...colors.keys()]} endpoint={endpoint} onChange={setEndpoint} />
        <label class="check">
          <input
            type="checkbox"
            checked={withTime}
            onChange={({ currentTarget }) => setWithTime(currentTarget.checked)}
          />{' '}
          Readings against time
        </label>
        <EndpointLegend report={report} />
      </div>
      <ChartKey />
      <Figures metrics={judged} {...figures} />
      <FoldedMetrics title="that decide nothing by themselves" metrics={others} {...figures} />
      <FoldedMetrics title="whose floors never moved" metrics={flat} {...figures} />
    </section>
  );
}

interface EndpointChoiceProps {
  readonly ids: readonly string[];
  readonly endpoint: string | null;
  readonly onChange: (endpoint: string | null) => void;
}

function EndpointChoice({ ids, endpoint, onChange }: EndpointChoiceProps) {
  const id = useId();
  return (
    <div class="order">
      <label for={id}>Growth of</label>
      <select id={id} value={endpoint ?? ''} onChange={({ currentTarget }) => onChange(currentTarget.value || null)}>
        <option value="">all endpoints together</option>
        {ids.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What the marks in the charts mean, where they are met first. */
function ChartKey() {
  return (
    <p class="muted hint">
      Points are <em>floors</em>: read between two blocks of requests, after garbage was collected; a hollow one had not
      settled. The dashed line is the growth per request of the result, its band the interval. Drag across a chart to
      zoom in, double-click to zoom out: the other charts of the target follow.
    </p>
  );
}

interface FiguresProps {
  readonly metrics: Metrics;
  readonly report: ReportDocument;
  readonly colors: EndpointColors;
  readonly endpoint: string | null;
  readonly withTime: boolean;
  readonly link: MetricDeepLink | null;
}

function Figures({ metrics, link, ...figure }: FiguresProps) {
  return (
    <>
      {metrics.map((metric) => (
        <MetricFigure key={metric.id} metric={metric} link={link?.metric === metric.id ? link : null} {...figure} />
      ))}
    </>
  );
}

function FoldedMetrics({ title, ...figures }: FiguresProps & { readonly title: string }) {
  const { metrics, link } = figures;
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (link !== null && metrics.some(({ id }) => id === link.metric)) setOpen(true);
  }, [link, metrics]);
  if (metrics.length === 0) return null;
  return (
    <details class="folded-metrics" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {metrics.length} {metrics.length === 1 ? 'metric' : 'metrics'} {title}:{' '}
        {metrics.map(({ title: name }) => name).join(', ')}
      </summary>
      {isOpen ? <Figures {...figures} /> : null}
    </details>
  );
}

interface SplitMetrics {
  readonly judged: Metrics;
  readonly others: Metrics;
  readonly flat: Metrics;
}

/** Metrics that moved and were judged, that moved, and that never moved. Where nothing was judged, all that moved count. */
function splitMetrics({ metrics, traces, result }: ReportDocument): SplitMetrics {
  const isJudged = new Set(
    result.targets.flatMap(({ endpoints }) => endpoints.flatMap((each) => each.metrics.map(({ metric }) => metric))),
  );
  const moving = metrics.filter(({ id }) => !isFlat(traces.map(({ floors }) => floors.values[id] ?? [])));
  const judged = moving.filter(({ id }) => isJudged.size === 0 || isJudged.has(id));
  return {
    judged,
    others: moving.filter((metric) => !judged.includes(metric)),
    flat: metrics.filter((metric) => !moving.includes(metric)),
  };
}
