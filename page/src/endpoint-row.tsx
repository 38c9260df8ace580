import { useMemo, useRef } from 'preact/hooks';
import type { ReportDocument } from '../../harness/src/model/trace.js';
import { summarizeEndpoint } from '../../harness/src/report/format/endpoint-summary.js';
import { type DeepLink, endpointLink } from './deep-link.js';
import { EndpointCard } from './endpoint-card.js';
import type { EndpointColors } from './endpoint-colors.js';
import type { EndpointRow } from './select-endpoints.js';
import { TargetFigure } from './target-figure.js';
import { type Metric, metricView } from './target-views.js';
import { useScrollTo } from './use-scroll-to.js';

interface RowProps {
  readonly report: ReportDocument;
  readonly row: EndpointRow;
  readonly colors: EndpointColors;
  /** Present when the address points at this endpoint. */
  readonly link: Extract<DeepLink, { section: 'endpoints' }> | null;
}

/** One endpoint, with a column for each target. */
export function EndpointRowView({ report, row, colors, link }: RowProps) {
  const { id, results } = row;
  const article = useRef<HTMLElement>(null);
  const evidence = useMemo(() => evidenceOf(report, row), [report, row]);
  const goal = results.findIndex(({ endpoint }) => endpoint?.metrics.some(({ metric }) => metric === link?.metric));
  useScrollTo(article, link?.metric === null ? link : null);
  return (
    <article class={`endpoint ${link === null ? '' : 'linked'}`} ref={article} tabIndex={-1} aria-label={id}>
      <h3>
        <code>{id}</code>{' '}
        <a class="anchor" href={endpointLink(id)} aria-label={`Link to ${id}`}>
          #
        </a>
      </h3>
      <div class="columns">
        {results.map(({ target, endpoint }, index) => {
          const view = evidence?.view.targets.find((each) => each.target === target.name);
          const chart =
            evidence === null || view === undefined ? null : (
              <TargetFigure
                view={view}
                ranges={evidence.view.ranges}
                metric={evidence.metric}
                colors={colors}
                axes={['requests']}
                isGrowth
                title={evidence.metric.title}
              />
            );
          return (
            <div class="cell" key={target.name}>
              {results.length === 1 ? null : <p class="cell-target">{target.name}</p>}
              {endpoint === null ? (
                <p class="muted">not driven here</p>
              ) : (
                <EndpointCard
                  result={report.result}
                  target={target.name}
                  endpoint={endpoint}
                  link={link}
                  isGoal={index === goal}
                  chart={chart}
                />
              )}
            </div>
          );
        })}
      </div>
    </article>
  );
}

/**
 * The metric that names the gravest verdict of the row, drawn for every target on the same axis: what leaks in one twin
 * beside what stays in the other. Null where all is clean.
 */
function evidenceOf(
  report: ReportDocument,
  { id, results }: EndpointRow,
): { readonly metric: Metric; readonly view: ReturnType<typeof metricView> } | null {
  const endpoints = results.flatMap(({ endpoint }) => endpoint ?? []);
  const doubtful =
    endpoints.find(({ verdict }) => verdict === 'leaking') ??
    endpoints.find(({ verdict }) => verdict === 'inconclusive');
  const leading = doubtful === undefined ? null : summarizeEndpoint(doubtful).metric;
  const metric = report.metrics.find((each) => each.id === leading?.metric);
  return metric === undefined ? null : { metric, view: metricView(report, metric, id) };
}
