import { useMemo, useRef } from 'preact/hooks';
import type { ReportDocument } from '../../harness/src/model/trace.js';
import { type DeepLink, metricLink } from './deep-link.js';
import type { EndpointColors } from './endpoint-colors.js';
import { stateWords } from './state-words.js';
import { TargetFigure } from './target-figure.js';
import { type Metric, metricView } from './target-views.js';
import { useScrollTo } from './use-scroll-to.js';

interface MetricFigureProps {
  readonly report: ReportDocument;
  readonly metric: Metric;
  readonly colors: EndpointColors;
  /** Null shows the floors of all endpoints together; else what grew in the blocks of this one. */
  readonly endpoint: string | null;
  /** With the continuous readings against time beneath. */
  readonly withTime: boolean;
  /** Present when the address points at this metric. */
  readonly link: DeepLink | null;
}

/** One metric with a column of charts for each target, all with the same vertical axis. */
export function MetricFigure({ report, metric, colors, endpoint, withTime, link }: MetricFigureProps) {
  const article = useRef<HTMLElement>(null);
  const view = useMemo(() => metricView(report, metric, endpoint), [report, metric, endpoint]);
  useScrollTo(article, link);
  return (
    <article class={`metric ${link === null ? '' : 'linked'}`} ref={article} tabIndex={-1} aria-label={metric.title}>
      <h3>
        {metric.title} <code>{metric.id}</code>{' '}
        <a class="anchor" href={metricLink(metric.id)} aria-label={`Link to ${metric.title}`}>
          #
        </a>
      </h3>
      <div class="columns">
        {view.targets.map((each) => (
          <div key={each.target}>
            <TargetFigure
              view={each}
              ranges={view.ranges}
              metric={metric}
              colors={colors}
              axes={withTime ? ['requests', 'time'] : ['requests']}
              isGrowth={endpoint !== null}
              title={each.target}
            />
            <LastStates trace={each.time.trace} metric={metric.id} />
          </div>
        ))}
      </div>
    </article>
  );
}

interface LastStatesProps {
  readonly trace: ReportDocument['traces'][number];
  readonly metric: string;
}

/** What a database said its connections were doing when the last floor was read. */
function LastStates({ trace, metric }: LastStatesProps) {
  const words = stateWords(trace, metric, trace.floors.atMs.length - 1);
  return words === '' ? null : <p class="states">At the last floor: {words}.</p>;
}
