import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { BaselineEndpoint, BaselineRate } from '../../model/baseline.js';
import type { TargetRecording } from '../../model/recording.js';
import { compareGrowth } from '../compare/compare-growth.js';
import type { MetricJudgement } from '../judge/metric-judgement.js';
import { memoizeByList } from '../memoize.js';

const keyOf = (target: string, endpoint: string): string => JSON.stringify([target, endpoint]);

/** Where an endpoint is listed twice, the first counts. */
const byEndpoint = memoizeByList(
  (baseline: readonly BaselineEndpoint[]): ReadonlyMap<string, BaselineEndpoint> =>
    new Map(baseline.toReversed().map((accepted) => [keyOf(accepted.target, accepted.endpoint), accepted])),
);

/** What the baseline accepted of an endpoint; null when nothing. A target that is expected to leak has no baseline. */
export function acceptedFor(
  recording: TargetRecording,
  endpoint: string,
  { baseline }: AnalysisSettings,
): BaselineEndpoint | null {
  const { name, expect } = recording.target;
  if (expect === 'leaking' || baseline === undefined) return null;
  return byEndpoint(baseline).get(keyOf(name, endpoint)) ?? null;
}

/**
 * The upper end of an undecided rate depends on how many requests a leak left room for. It varies by less than this
 * from run to run. Only a metric that was undecided when it was accepted gets this room.
 */
const roomForUndecided = 2;

/** Whether a metric is no worse than what the baseline accepted, as far as its noise lets anyone tell. */
export function isWithin(accepted: BaselineEndpoint | null, judged: MetricJudgement): boolean {
  const rate = rateFor(accepted, judged);
  if (rate === null || judged.perRequest === null) return false;
  if (judged.verdict === 'leaking') {
    return rate.verdict === 'leaking' && compareGrowth(rate, judged.perRequest, judged.tolerance) !== 'worse';
  }
  // Where growth is not proven, its upper end must be small enough. Otherwise a run that saw nothing would be within any baseline.
  const room = rate.verdict === 'leaking' ? 1 : roomForUndecided;
  return judged.perRequest.high <= rate.high * room + judged.tolerance;
}

function rateFor(accepted: BaselineEndpoint | null, { metric }: { readonly metric: string }): BaselineRate | null {
  return accepted?.rates.find((rate) => rate.metric === metric) ?? null;
}

/** Why a leak is accepted; null where it is not. */
export function baselineReason(accepted: BaselineEndpoint | null, judged: MetricJudgement): string | null {
  return accepted !== null && isWithin(accepted, judged) ? `no worse than the baseline of ${accepted.date}` : null;
}

const perRequest = ({ estimate, low, high }: BaselineRate | NonNullable<MetricJudgement['perRequest']>): string =>
  `${format(estimate)} [${format(low)}, ${format(high)}]`;

const format = (value: number): string => String(Number(value.toPrecision(3)));

/** What to say of an endpoint beside its baseline: where it got worse, and where the baseline is out of date. */
export function baselineRemarks(
  accepted: BaselineEndpoint | null,
  metrics: readonly MetricJudgement[],
): readonly string[] {
  if (accepted === null) return [];
  return metrics.flatMap((judged) => {
    const rate = rateFor(accepted, judged);
    if (rate === null || rate.verdict !== 'leaking' || judged.perRequest === null) return [];
    const grows = `${judged.metric} grows ${perRequest(judged.perRequest)} per request`;
    const was = `${perRequest(rate)} in the baseline of ${accepted.date}`;
    if (judged.verdict === 'leaking' && !isWithin(accepted, judged)) return [`${grows}, more than the ${was}.`];
    const isBetter = compareGrowth(rate, judged.perRequest, judged.tolerance) === 'better';
    return isBetter ? [`${grows}, less than the ${was}: keep the gain with --update-baseline.`] : [];
  });
}
