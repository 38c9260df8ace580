import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { Slowdown } from '../../model/endpoint-load.js';
import { type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import type { EndpointResult, Finding, MetricResult, Verdict } from '../../model/result.js';
import { acceptedFor, baselineRemarks } from '../baseline/accepted-rates.js';
import { drivenBlocks, endpointBlocks, fullBlocks } from '../endpoint-blocks.js';
import { explainLoad } from '../failures/explain-load.js';
import { acceptIgnored } from '../findings/accept-ignored.js';
import { groupFindings } from '../findings/group-findings.js';
import { type EndpointJudgement, isUnknowable } from '../judge/conclude-endpoint.js';
import type { MetricJudgement } from '../judge/metric-judgement.js';
import { blockLoad, blockPeaks } from '../performance/block-figures.js';
import { heapPeak } from '../performance/heap-peak.js';
import { growingProcess } from '../processes/growing-process.js';
import { threadsThatGrow } from '../processes/growth-in-threads.js';
import { describeSlowdown } from '../slowdown/describe-slowdown.js';
import { findSlowdown } from '../slowdown/find-slowdown.js';
import { resourceResults } from './resource-results.js';

function toMetricResult(judgement: MetricJudgement): MetricResult {
  const { metric, unit, verdict, perRequest, tolerance, minimumDetectable, reason } = judgement;
  const { estimatedOver, bound, inputs, isUnused } = judgement;
  const span = estimatedOver === undefined ? {} : { estimatedOver };
  const reached = bound === undefined ? {} : { bound };
  const told = inputs === undefined ? {} : { inputs };
  const use = isUnused === undefined ? {} : { isUnused };
  return {
    metric,
    unit,
    verdict,
    perRequest,
    tolerance,
    minimumDetectable,
    reason,
    ...use,
    ...reached,
    ...span,
    ...told,
  };
}

/**
 * The bound of the metric that is known least well: the one furthest from its tolerance among those without the full
 * proof, else the first.
 */
function boundOf(metrics: readonly MetricJudgement[]): Pick<EndpointResult, 'bound'> {
  const isSomeUsed = metrics.some(({ bound, isUnused }) => bound !== undefined && isUnused === undefined);
  const known = metrics.flatMap(({ metric, tolerance, bound, isUnused }) =>
    bound === undefined || (isSomeUsed && isUnused === true)
      ? []
      : [{ excess: bound.perRequest / tolerance, bound: { metric, ...bound } }],
  );
  const [furthest] = known.filter(({ bound }) => !bound.isFull).toSorted((a, b) => b.excess - a.excess);
  const bound = (furthest ?? known[0])?.bound;
  return bound === undefined ? {} : { bound };
}

/**
 * Whether a metric grew surely and by more than its tolerance. In a few blocks of memory neither growth nor noise is
 * known.
 */
const hasRisen = ({ perRequest, tolerance, minimumDetectable }: MetricJudgement): boolean =>
  minimumDetectable !== null && perRequest !== null && perRequest.low > 0 && perRequest.estimate > tolerance;

/** Remarks on growth that accuses nobody: a last witness that rose without proof, and leaks that are ignored. */
function remarksOf(metrics: readonly MetricJudgement[], findings: readonly Finding[]): readonly string[] {
  const resident = metrics
    .filter((judgement) => judgement.verdict === 'inconclusive' && hasRisen(judgement))
    .flatMap(({ metric, reason }) => {
      const definition = metricDefinition(metric);
      if (definition?.role !== 'last-witness') return [];
      return [`${definition.title} rose as well, which decides nothing: ${reason}`];
    });
  const ignored = findings.flatMap(({ metric, ignored: reason }) =>
    reason === null ? [] : [`${metric} leaks and is ignored: ${reason}`],
  );
  return [...resident, ...ignored];
}

/** Remarks on what is accused and grew with new inputs only: it may be a cache without a bound. */
const distinctInputs = (metrics: readonly MetricJudgement[], findings: readonly Finding[]): readonly string[] =>
  metrics
    .filter(({ metric }) => findings.some((finding) => finding.metric === metric))
    .flatMap(({ metric, inputs }) =>
      inputs?.growsWith === 'distinct'
        ? [`${metric} grows with distinct inputs only: ${inputs.distinctInputs} seen, no bound yet.`]
        : [],
    );

/** A remark where the growth that is named is that of all endpoints that were driven together. */
function sharedGrowth(
  recording: TargetRecording,
  { endpoint, metrics }: EndpointJudgement,
  undecided: MetricId | undefined,
): readonly string[] {
  const { perRequest, tolerance } = metrics.find(({ metric }) => metric === undecided) ?? {};
  const isNamed = perRequest != null && perRequest.estimate > (tolerance ?? 0);
  const isShared = endpointBlocks(recording, endpoint).length === 0 && drivenBlocks(recording, endpoint).length > 0;
  if (!isNamed || !isShared) return [];
  return [
    'Others were driven at the same time, and each endpoint is charged with all that grew: this one added at most this much.',
  ];
}

/**
 * Remarks on a leak that is in one worker alone, or in worker threads. Something may be wrong with that worker, or it
 * was sent what the others were not.
 */
const growingPlaces = (recording: TargetRecording, endpoint: string, findings: readonly Finding[]): readonly string[] =>
  findings.flatMap(({ metric }) =>
    [growingProcess, threadsThatGrow].flatMap((place) => place(recording, endpoint, metric) ?? []),
  );

/** Whether a metric is memory. A slowdown tells more only of memory, for what is kept is memory. */
const isOfBytes = (metric: MetricId | undefined): boolean =>
  metric !== undefined && metricDefinition(metric)?.unit === 'bytes';

/** A remark where an endpoint with a leak of memory also slows down. */
function slowdownRemarks(slowdown: Slowdown | null, findings: readonly Finding[]): readonly string[] {
  if (slowdown === null || !findings.some(({ metric, ignored }) => ignored === null && isOfBytes(metric))) return [];
  return [
    `Slows down as well: ${describeSlowdown(slowdown)}. Often the service walks through what it keeps at each request.`,
  ];
}

/** The judgement, which names the slowdown where memory that grows is undecided. */
function withSlowdown(judgement: EndpointJudgement, slowdown: Slowdown | null): EndpointJudgement {
  const { undecided, doubt, metrics } = judgement;
  if (slowdown === null || !isOfBytes(undecided)) return judgement;
  const also = ` The service slowed down as well: ${describeSlowdown(slowdown)}.`;
  return {
    ...judgement,
    doubt: doubt + also,
    metrics: metrics.map((each) => (each.metric === undecided ? { ...each, reason: each.reason + also } : each)),
  };
}

/** More time or a larger tolerance would not help here. */
const otherNode = 'Run the target with Node.js 20, 22, 24 or 26; `leakline doctor` shows what is missing.';

/** Nor would they help here. */
const answersFirst =
  'Send it the same requests by hand to see why. What does not answer cannot be judged, however long the run is.';

const roomFirst = 'Free what holds it, or raise the limit; more time would not help.';

const readableHeaps =
  'A worker thread can be read when its event loop turns between requests, and when an `env` that it was given holds NODE_OPTIONS: docs/errors.md, WORKERS_UNREAD. A process can be read when the `env` that it was given holds NODE_OPTIONS (of Python: PYTHONPATH) and LEAKLINE_AGENT_SOCKET: PROCESSES_UNREAD.';

const readableMemory =
  'Run the service under a runtime that Leakline can read, or list in `metrics` what is to be judged: memory is then not needed. `rssBytes` there stands for all memory, and is far less exact than a heap.';

const requestFirst = "Check the endpoint's path, body and expectStatus.";

/** Advice to take more time, where the experiment came to its end. Where it did not, more time is no remedy. */
function moreTime({ end }: TargetRecording, { budgetMs }: AnalysisSettings): string {
  if (end === null) return 'No end of the run is recorded: this was not decided by then.';
  if (end.reason === 'interrupted') return 'The run was interrupted before this was decided.';
  return `Raise budget.seconds (now ${budgetMs / 1000}) or the tolerance of the metric.`;
}

function adviceFor(
  recording: TargetRecording,
  verdict: Verdict,
  judgement: EndpointJudgement,
  settings: AnalysisSettings,
): string {
  const { doubt, endpoint, load } = judgement;
  if (recording.end?.reason === 'failed' && verdict !== 'leaking' && verdict !== 'clean')
    return 'The target failed before this was decided.';
  if (verdict === 'failed') return `${doubt} ${explainLoad(recording, endpoint, load) ?? requestFirst}`;
  if (verdict !== 'inconclusive') return '';
  if (judgement.isFull) return `${doubt} ${roomFirst}`;
  if (judgement.isMemoryUnmeasured) return `${doubt} ${readableMemory}`;
  if (judgement.isUnread) return `${doubt} ${readableHeaps}`;
  if (isUnknowable(judgement)) return `${doubt} ${otherNode}`;
  if (judgement.isUnanswered) return `${doubt} ${explainLoad(recording, endpoint, load) ?? answersFirst}`;
  return `${doubt} ${moreTime(recording, settings)}`;
}

/** Puts a judgement into the words of `result.json`. Ignored findings stay in it, each with its reason. */
export function toEndpointResult(
  recording: TargetRecording,
  judgement: EndpointJudgement,
  settings: AnalysisSettings,
  today: string,
): EndpointResult {
  const { endpoint, load } = judgement;
  const slowdown = findSlowdown(recording, endpoint);
  const accepted = withSlowdown(acceptIgnored(recording, judgement, settings, today), slowdown);
  const { metrics } = accepted;
  const { verdict } = accepted;
  const findings = groupFindings(recording, endpoint, metrics, settings, today);
  const blocks = fullBlocks(recording, endpoint, settings.connections);
  const { failed: _failed, firstFailure: _firstFailure, ...endpointLoad } = load;
  return {
    id: endpoint,
    verdict,
    requests: load.sent,
    load: {
      ...endpointLoad,
      byBlock: blockLoad(blocks.map(({ block }) => block.load)),
      peaks: blockPeaks(recording, blocks),
    },
    peak: heapPeak(recording, endpoint),
    slowdown,
    metrics: metrics.map(toMetricResult),
    ...(load.sent === 0 ? {} : { resources: resourceResults(recording, metrics, settings) }),
    ...(verdict === 'clean' ? boundOf(metrics) : {}),
    ...(verdict === 'inconclusive' ? { undecided: accepted.undecided ?? null } : {}),
    findings,
    remarks: [
      ...(verdict === 'inconclusive' ? sharedGrowth(recording, judgement, accepted.undecided) : []),
      ...distinctInputs(metrics, findings),
      ...growingPlaces(recording, endpoint, findings),
      ...slowdownRemarks(slowdown, findings),
      ...remarksOf(metrics, findings),
      ...baselineRemarks(acceptedFor(recording, endpoint, settings), metrics),
    ],
    advice: adviceFor(recording, verdict, accepted, settings),
  };
}
