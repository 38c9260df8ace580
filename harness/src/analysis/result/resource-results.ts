import type { AnalysisSettings } from '../../model/analysis-settings.js';
import { type Resource, resourceOf, resources } from '../../model/metrics/resource.js';
import type { TargetRecording } from '../../model/recording.js';
import type { ResourceResult } from '../../model/result.js';
import { isMemoryUnmeasured } from '../judge/conclude-endpoint.js';
import type { MetricJudgement } from '../judge/metric-judgement.js';

const gravestFirst = ['leaking', 'inconclusive', 'clean'] as const;

/** The verdict of each resource from its own metrics. Where the heap was not read, memory is only accused. */
export function resourceResults(
  recording: TargetRecording,
  metrics: readonly MetricJudgement[],
  settings: AnalysisSettings,
): readonly ResourceResult[] {
  const isBlind = isMemoryUnmeasured(recording, metrics, settings);
  const verdictOf = (resource: Resource): readonly ResourceResult[] => {
    const own = metrics.filter((each) => resourceOf(each.metric) === resource && each.isUnused === undefined);
    const verdict = gravestFirst.find((each) => own.some((metric) => metric.verdict === each));
    if (resource === 'memory' && isBlind && verdict !== 'leaking') return [{ resource, verdict: 'unmeasured' }];
    return verdict === undefined ? [] : [{ resource, verdict }];
  };
  return resources.flatMap(verdictOf);
}
