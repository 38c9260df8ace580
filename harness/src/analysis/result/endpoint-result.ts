import type { MetricId } from '../../model/metrics.js';
import type { AnalysisSettings, TargetRecording } from '../../model/recording.js';
import type { EndpointResult, Finding, MetricResult, Verdict } from '../../model/result.js';
import { acceptedFor, baselineRemarks } from '../baseline/accepted-rates.js';
import { drivenBlocks, endpointBlocks, fullBlocks } from '../endpoint-blocks.js';
import { acceptIgnored } from '../findings/accept-ignored.js';
import { groupFindings } from '../findings/group-findings.js';
import { type EndpointJudgement, isUnknowable } from '../judge/judge-endpoint.js';
import type { MetricJudgement } from '../judge/metric-judgement.js';
import { metricDefinition } from '../metric-rules.js';
import { growingProcess } from '../processes/growing-process.js';
import { threadsThatGrow } from '../processes/growth-in-threads.js';
import { blockLoad } from '../spread/block-load.js';
import { blockPeaks } from '../spread/block-peaks.js';
import { heapPeak } from '../spread/heap-peak.js';

function toMetricResult(judgement: MetricJudgement): MetricResult {
  const { metric, unit, verdict, perRequest, tolerance, minimumDetectable, reason, estimatedOver, bound } = judgement;
  const span = estimatedOver === undefined ? {} : { estimatedOver };
  const reached = bound === undefined ? {} : { bound };
  return { metric, unit, verdict, perRequest, tolerance, minimumDetectable, reason, ...reached, ...span };
}

/** The bound of the metric that is known least well: furthest from its tolerance among those short of the full proof, else the first. */
function boundOf(metrics: readonly MetricJudgement[]): Pick<EndpointResult, 'bound'> {
  const known = metrics.flatMap(({ metric, tolerance, bound }) =>
    bound === undefined ? [] : [{ excess: bound.perRequest / tolerance, bound: { metric, ...bound } }],
  );
  const [furthest] = known.filter(({ bound }) => !bound.isFull).toSorted((a, b) => b.excess - a.excess);
  const bound = (furthest ?? known[0])?.bound;
  return bound === undefined ? {} : { bound };
}

/** Growth that accuses nobody and is still worth a line: a last witness that rose without proof. */
function remarksOf(metrics: readonly MetricJudgement[], findings: readonly Finding[]): readonly string[] {
  const resident = metrics
    .filter(({ metric, verdict }) => metricDefinition(metric)?.role === 'last-witness' && verdict === 'inconclusive')
    .filter(({ perRequest, tolerance }) => perRequest !== null && perRequest.low > 0 && perRequest.estimate > tolerance)
    .map(({ metric, reason }) => `${metric} rose as well, which decides nothing: ${reason}`);
  const ignored = findings.flatMap(({ metric, ignored: reason }) =>
    reason === null ? [] : [`${metric} leaks and is ignored: ${reason}`],
  );
  return [...resident, ...ignored];
}

/** Growth that is named beside the verdict, where it is that of all who were driven together. */
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
    'Others were driven at the same time, and each is charged with all that grew: this endpoint added so much at most.',
  ];
}

/** Where a leak is in one worker alone: something is wrong with it, or it was sent what the others were not. */
const growingPlaces = (recording: TargetRecording, endpoint: string, findings: readonly Finding[]): readonly string[] =>
  findings.flatMap(({ metric }) =>
    [growingProcess, threadsThatGrow].flatMap((place) => place(recording, endpoint, metric) ?? []),
  );

/** More time and a larger tolerance would not help. */
const otherNode = 'Run the target with Node.js 20, 22, 24 or 26; `leakline doctor` shows what is missing.';

const readableThreads =
  'A thread is read when it turns its event loop between requests, and has NODE_OPTIONS in an `env` of its own: docs/errors.md, WORKERS_UNREAD.';

function adviceFor(
  verdict: Verdict,
  judgement: EndpointJudgement,
  settings: AnalysisSettings,
  hasTargetFailed: boolean,
): string {
  const { doubt } = judgement;
  if (hasTargetFailed && verdict !== 'leaking' && verdict !== 'clean')
    return 'The target failed before this was decided.';
  if (verdict === 'failed') return `${doubt} Check the endpoint's path, body and expectStatus.`;
  if (verdict !== 'inconclusive') return '';
  if (judgement.isUnread) return `${doubt} ${readableThreads}`;
  if (isUnknowable(judgement)) return `${doubt} ${otherNode}`;
  return `${doubt} Raise budget.seconds (now ${settings.budgetMs / 1000}) or the tolerance of the metric.`;
}

/** Puts a judgement into the words of `result.json`. Ignored findings stay in it, each with its reason. */
export function toEndpointResult(
  recording: TargetRecording,
  judgement: EndpointJudgement,
  settings: AnalysisSettings,
  today: string,
): EndpointResult {
  const { endpoint, metrics, load } = judgement;
  const accepted = acceptIgnored(recording, judgement, settings, today);
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
    metrics: metrics.map(toMetricResult),
    ...(verdict === 'clean' ? boundOf(metrics) : {}),
    ...(verdict === 'inconclusive' ? { undecided: accepted.undecided ?? null } : {}),
    findings,
    remarks: [
      ...(verdict === 'inconclusive' ? sharedGrowth(recording, judgement, accepted.undecided) : []),
      ...growingPlaces(recording, endpoint, findings),
      ...remarksOf(metrics, findings),
      ...baselineRemarks(acceptedFor(recording, endpoint, settings), metrics),
    ],
    advice: adviceFor(verdict, accepted, settings, recording.end?.reason === 'failed'),
  };
}
