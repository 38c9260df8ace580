import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { TargetRecording } from '../../model/recording.js';
import { acceptedFor, isWithin } from '../baseline/accepted-rates.js';
import { concludeEndpoint, type EndpointJudgement } from '../judge/conclude-endpoint.js';
import type { MetricJudgement } from '../judge/metric-judgement.js';
import { groupFindings, isExplained } from './group-findings.js';

/**
 * The judgement of an endpoint without its accepted leaks: what a rule or the baseline accepts counts as clean, and so
 * does what such a leak explains. The other metrics still count: an accepted leak must hide neither another leak nor a
 * doubt.
 *
 * @param today ISO date by which ignore rules expire; empty to let none expire.
 */
export function acceptIgnored(
  recording: TargetRecording,
  judgement: EndpointJudgement,
  settings: AnalysisSettings,
  today: string,
): EndpointJudgement {
  const { endpoint, metrics } = judgement;
  const findings = groupFindings(recording, endpoint, metrics, settings, today);
  const baseline = acceptedFor(recording, endpoint, settings);
  if (findings.some(({ ignored }) => ignored === null)) return judgement;
  if (findings.length === 0 && baseline === null) return judgement;
  const accepted = metrics.filter(({ metric }) => findings.some((finding) => finding.metric === metric));
  const isAccepted = (judged: MetricJudgement): boolean =>
    accepted.includes(judged) || isExplained(judged, accepted) || isWithin(baseline, judged);
  const remaining = metrics.map((judged) => (isAccepted(judged) ? { ...judged, verdict: 'clean' as const } : judged));
  return { ...concludeEndpoint(recording, endpoint, remaining, settings), metrics };
}
