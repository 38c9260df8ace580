import type { MetricId } from '../../harness/src/model/metrics/catalogue.js';
import type { MetricResult, TargetResult } from '../../harness/src/model/result.js';
import type { ReportDocument, TargetTrace } from '../../harness/src/model/trace.js';
import type { AlignedPoints } from './chart/align.js';
import { blockSpans, chartSeries, type XAxis } from './chart/chart-series.js';
import { type EndpointTrace, endpointTrace } from './chart/endpoint-trace.js';
import { type FittedLine, fitOfEndpoint, fitOfTarget } from './chart/fitted-line.js';
import { axisClock } from './chart/moments.js';
import { type Range, sharedRange } from './chart/y-range.js';

export type Metric = ReportDocument['metrics'][number];

/** What is drawn of one metric against one axis. */
interface AxisView {
  readonly trace: TargetTrace;
  readonly series: AlignedPoints;
  readonly spans: ReturnType<typeof blockSpans>;
  readonly clock: ReturnType<typeof axisClock>;
  readonly fit: FittedLine | null;
}

/** What is drawn of one metric of one target. */
export interface TargetView {
  readonly target: string;
  readonly judged: readonly MetricResult[];
  /** Floors against requests: of all endpoints together, or what grew in the blocks of one. */
  readonly requests: AxisView;
  /** What grew in the blocks of one endpoint; null where all are shown together. */
  readonly own: EndpointTrace | null;
  /** Everything read, against time. */
  readonly time: AxisView;
}

/** The targets' views of a metric, and the vertical axes that they share. */
export interface MetricView {
  readonly targets: readonly TargetView[];
  readonly ranges: Readonly<Record<XAxis, Range | null>>;
}

/** Prepares one metric for drawing; `endpoint` chooses the growth of one endpoint, null all of them together. */
export function metricView(report: ReportDocument, metric: Metric, endpoint: string | null): MetricView {
  const targets = report.traces.map((trace) => {
    const result = report.result.targets.find(({ name }) => name === trace.target);
    return targetView(trace, result, metric, endpoint);
  });
  const floors = targets.flatMap(({ requests }) => [requests.series.floors, requests.fit?.estimate ?? []]);
  const readings = targets.flatMap(({ time }) => [time.series.floors, time.series.samples]);
  // Growth may fall below zero, a metric may not.
  const lowest = endpoint === null ? 0 : Number.NEGATIVE_INFINITY;
  return {
    targets,
    ranges: { requests: sharedRange(floors, metric.unit, lowest), time: sharedRange(readings, metric.unit) },
  };
}

function targetView(
  trace: TargetTrace,
  target: TargetResult | undefined,
  { id }: Metric,
  endpoint: string | null,
): TargetView {
  const judged = (target?.endpoints ?? [])
    .filter((each) => endpoint === null || each.id === endpoint)
    .flatMap(({ metrics }) => metrics.filter(({ metric }) => metric === id));
  const growth = endpoint === null ? null : endpointTrace(trace, endpoint, id);
  const [own] = judged;
  const ownFit = own === undefined ? null : fitOfEndpoint(own);
  const fit = endpoint !== null ? ownFit : target === undefined ? null : fitOfTarget(trace, target, id);
  return {
    target: trace.target,
    judged,
    requests: axisView(growth ?? trace, id, 'requests', fit),
    own: growth,
    time: axisView(trace, id, 'time', null),
  };
}

const axisView = (trace: TargetTrace, metric: MetricId, axis: XAxis, fit: FittedLine | null): AxisView => ({
  trace,
  series: chartSeries(trace, metric, axis),
  spans: blockSpans(trace, axis),
  clock: axisClock(trace, axis),
  fit,
});
