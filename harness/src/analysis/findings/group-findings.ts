import type { AnalysisSettings } from '../../model/analysis-settings.js';
import { importanceRank, type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import type { Finding, SideCost } from '../../model/result.js';
import { metricAdvice, runtimeOf } from '../../model/runtimes/catalogue.js';
import type { RuntimeKind } from '../../model/runtimes/runtime-kind.js';
import { acceptedFor, baselineReason } from '../baseline/accepted-rates.js';
import type { MetricJudgement } from '../judge/metric-judgement.js';
import { projectLimit } from './projection.js';

const rateOf = ({ perRequest }: MetricJudgement): number => perRequest?.estimate ?? 0;

/** Share by which a consequence may outgrow its causes before it must have a cause of its own. */
const tolerableExcess = 0.25;

/** A leaked connection, file or process holds some tens of kilobytes; heap beyond that has another cause. */
const largestHeapPerThing = 256 * 1024;

/**
 * What is counted over the whole process tree comes with each lost process or worker. A lost process brings its threads
 * along.
 */
const holdsMore = { process: 2, thread: 1, inside: 0 } as const;

function comesWith({ metric }: MetricJudgement, lost: MetricJudgement): boolean {
  const [part, whole] = [metricDefinition(metric)?.counted, metricDefinition(lost.metric)?.counted];
  return part !== undefined && whole !== undefined && holdsMore[whole] > holdsMore[part];
}

/** Whether the leaks that are named already explain the growth of a metric. */
export function isExplained(candidate: MetricJudgement, named: readonly MetricJudgement[]): boolean {
  if (named.some((lost) => comesWith(candidate, lost))) return true;
  const things = named.filter(({ unit }) => unit === 'count').reduce((sum, judgement) => sum + rateOf(judgement), 0);
  if (things === 0) return candidate.unit === 'bytes' && named.length > 0;
  if (metricDefinition(candidate.metric)?.isCause) return isSameThing(candidate, named);
  if (candidate.unit === 'bytes') return rateOf(candidate) <= things * largestHeapPerThing;
  if (candidate.metric.startsWith('handles.')) return true;
  return rateOf(candidate) <= things * (1 + tolerableExcess);
}

/**
 * Whether the loss of one client shows in both metrics: as an open transaction, and as a client that was never
 * released.
 */
function isSameThing(candidate: MetricJudgement, named: readonly MetricJudgement[]): boolean {
  const client = metricDefinition(candidate.metric)?.client;
  return client !== undefined && named.some(({ metric }) => metricDefinition(metric)?.client === client);
}

function sideCosts(
  primary: MetricJudgement,
  all: readonly MetricJudgement[],
  named: readonly MetricJudgement[],
): SideCost[] {
  return all
    .filter((judgement) => judgement !== primary && !named.includes(judgement))
    .filter((judgement) => rateOf(judgement) > judgement.tolerance && judgement.verdict !== 'clean')
    .filter(({ metric, verdict }) => metricDefinition(metric)?.role !== 'last-witness' || verdict === 'leaking')
    .map((judgement) => ({ metric: judgement.metric, unit: judgement.unit, perRequest: rateOf(judgement) }));
}

const byImportance = (a: MetricJudgement, b: MetricJudgement): number =>
  importanceRank(a.metric) - importanceRank(b.metric);

/**
 * From this share of the fastest byte metric on, another one is the same growth, seen more precisely (external ⊇
 * ArrayBuffers).
 */
const sameGrowthShare = 0.75;

/**
 * The metrics that carry most of the growth come first, more precise ones before wider ones; resident memory comes
 * last.
 */
function byShareOfGrowth(bytes: readonly MetricJudgement[]): readonly MetricJudgement[] {
  const precise = bytes.filter(({ metric }) => metric !== 'rssBytes');
  const fastest = Math.max(0, ...precise.map(rateOf));
  const carries = (judgement: MetricJudgement): boolean => rateOf(judgement) >= sameGrowthShare * fastest;
  return [
    ...precise.filter(carries).toSorted(byImportance),
    ...precise.filter((judgement) => !carries(judgement)),
    ...bytes.filter(({ metric }) => metric === 'rssBytes'),
  ];
}

/** The judgements that name a cause of their own, most important first. */
function primariesOf(metrics: readonly MetricJudgement[]): readonly MetricJudgement[] {
  const leaking = metrics.filter(({ verdict }) => verdict === 'leaking');
  const counts = leaking.filter(({ unit }) => unit === 'count');
  const bytes = leaking.filter(({ unit }) => unit === 'bytes');
  const ordered = [...counts.toSorted(byImportance), ...byShareOfGrowth(bytes)];
  const named: MetricJudgement[] = [];
  for (const next of ordered) if (!isExplained(next, named)) named.push(next);
  return named;
}

function ignoreReason(fingerprint: string, settings: AnalysisSettings, today: string): string | null {
  const rule = settings.ignore.find((candidate) => candidate.fingerprint === fingerprint);
  return rule === undefined || (rule.until !== null && rule.until < today) ? null : rule.reason;
}

/**
 * A short, stable name for a leak: the same endpoint leaking the same thing has the same fingerprint in every run,
 * whatever its rate, line or target name. 53-bit cyrb53 hash, twelve hex digits; not a security measure.
 */
export function fingerprintOf(...parts: readonly string[]): string {
  const text = parts.join('\u0000');
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (2 ** 32 * (0x1fffff & low) + (high >>> 0)).toString(16).padStart(14, '0').slice(-12);
}

/**
 * What to look at first for a leak of this kind.
 *
 * @param runtime of the target; null for one that Leakline does not know.
 */
const adviceFor = (metric: MetricId, runtime: RuntimeKind | null): string =>
  metricAdvice(metric, runtime)?.advice ??
  'Find what each request opens or keeps, and close or drop it when the response ends.';

/**
 * Makes one finding of each cause: groups the leaking metrics of an endpoint by the causes that explain them. What else
 * grows is listed as what a cause costs.
 *
 * @param today ISO date by which ignore rules expire: the run's own date, so that a recording is always judged the
 * same.
 */
export function groupFindings(
  recording: TargetRecording,
  endpoint: string,
  metrics: readonly MetricJudgement[],
  settings: AnalysisSettings,
  today: string,
): readonly Finding[] {
  const primaries = primariesOf(metrics);
  const accepted = acceptedFor(recording, endpoint, settings);
  return primaries.flatMap((primary, index) => {
    if (primary.perRequest === null) return [];
    const alsoCosts = index === 0 ? sideCosts(primary, metrics, primaries) : [];
    const fingerprint = fingerprintOf(endpoint, primary.metric);
    const rates = [{ metric: primary.metric, perRequest: rateOf(primary) }, ...alsoCosts];
    return [
      {
        fingerprint,
        metric: primary.metric,
        unit: primary.unit,
        title: metricDefinition(primary.metric)?.title ?? primary.metric,
        perRequest: primary.perRequest,
        alsoCosts,
        projection: projectLimit(recording, rates),
        ignored: ignoreReason(fingerprint, settings, today) ?? baselineReason(accepted, primary),
        culprits: [],
        advice: adviceFor(primary.metric, runtimeOf(recording)),
      },
    ];
  });
}
