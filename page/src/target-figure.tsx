import type { ComponentChildren } from 'preact';
import type { Unit } from '../../harness/src/model/metrics/metric-definition.js';
import type { MetricResult, Verdict } from '../../harness/src/model/result.js';
import { formatInterval, formatRate } from '../../harness/src/report/format/growth.js';
import { formatCount, formatValue } from '../../harness/src/report/format/number.js';
import type { XAxis } from './chart/chart-series.js';
import type { EndpointTrace } from './chart/endpoint-trace.js';
import { ChartCanvas } from './chart-canvas.js';
import type { EndpointColors } from './endpoint-colors.js';
import { gravestFirst } from './select-endpoints.js';
import { stateWords } from './state-words.js';
import type { Metric, MetricView, TargetView } from './target-views.js';

interface TargetFigureProps {
  readonly view: TargetView;
  readonly ranges: MetricView['ranges'];
  readonly metric: Metric;
  readonly colors: EndpointColors;
  readonly axes: readonly XAxis[];
  /** Whether the floors are those of one endpoint: then they begin at 0, and the rate is its own. */
  readonly isGrowth: boolean;
  readonly title: ComponentChildren;
}

/** The charts of one metric of one target, with what they show in words. */
export function TargetFigure({ view, ranges, metric, colors, axes, isGrowth, title }: TargetFigureProps) {
  const summary = summarize(view, metric, isGrowth);
  return (
    <figure class={`chart chart-${gravest(view.judged) ?? 'none'}`}>
      <figcaption>
        <span>{title}</span> <span class="muted">{summary}</span>
      </figcaption>
      {isRead(view) ? (
        axes.map((axis) => {
          const { trace, ...drawn } = view[axis];
          const range = ranges[axis];
          if (range === null) return null;
          const against = axis === 'time' ? ' against time' : '';
          const isOfFloors = !(isGrowth && axis === 'requests');
          return (
            <ChartCanvas
              key={axis}
              {...drawn}
              range={range}
              axis={axis}
              unit={metric.unit}
              colors={colors}
              settled={trace.floors.settled}
              linkKey={view.target}
              annotate={isOfFloors ? (index) => stateWords(trace, metric.id, index) : null}
              label={`${metric.title} of ${view.target}${against}: ${summary}`}
            />
          );
        })
      ) : (
        <p class="muted no-chart">not measured</p>
      )}
    </figure>
  );
}

const isRead = ({ requests }: TargetView): boolean => requests.series.floors.some((value) => value !== null);

function summarize({ requests, own, judged }: TargetView, { id, unit }: Metric, isGrowth: boolean): string {
  const { floors } = requests.trace;
  const read = (floors.values[id] ?? []).filter((value) => value !== null);
  const [first, last] = [read[0], read.at(-1)];
  if (first === undefined || last === undefined) return 'not measured';
  const over = `over ${formatCount(floors.requests.at(-1) ?? 0)} requests`;
  if (!isGrowth || own === null) return `${formatValue(first, unit)} → ${formatValue(last, unit)} ${over}`;
  const grown = `${last < 0 ? '−' : '+'}${formatValue(Math.abs(last), unit)} ${over}`;
  return describeOwn(own, grown, judged[0], unit);
}

/** Growth of an endpoint, and how far it is its own. */
function describeOwn(own: EndpointTrace, grown: string, judged: MetricResult | undefined, unit: Unit): string {
  const heap = own.isWithoutCode ? ", without V8's code" : '';
  if (own.belongsTo === 'group')
    return `at most ${grown}: all that grew while it and others were driven together${heap}`;
  const isOfTheseBlocks = own.leftOut === 0 || judged?.estimatedOver !== undefined;
  const rate = isOfTheseBlocks ? (judged?.perRequest ?? null) : null;
  const fitted = rate === null ? '' : `; ${formatRate(rate.estimate, unit)}/request ${formatInterval(rate, unit)}`;
  const alone = own.leftOut === 0 ? '' : ' alone';
  const rest = own.leftOut === 0 ? '' : `; ${formatCount(own.leftOut)} more together with others are not drawn`;
  return `${grown}${alone}${heap}${fitted}${rest}`;
}

/** The gravest verdict among some; null when there is none. */
function gravest(judged: readonly MetricResult[]): Verdict | null {
  return gravestFirst.find((verdict) => judged.some((each) => each.verdict === verdict)) ?? null;
}
