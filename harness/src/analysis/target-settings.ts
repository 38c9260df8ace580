import type { AnalysisSettings } from '../model/analysis-settings.js';
import type { TargetRecording } from '../model/recording.js';

/**
 * The settings of one target. It has a budget of its own where that follows from its endpoints and their latency, and
 * it requires the numbers of its probes.
 */
export function targetSettings(
  settings: AnalysisSettings,
  { duration, target: { probes = [] } }: TargetRecording,
): AnalysisSettings {
  if (duration === undefined && probes.length === 0) return settings;
  return {
    ...settings,
    requiredMetrics: [...new Set([...settings.requiredMetrics, ...probes])],
    ...(duration === undefined ? {} : { budgetMs: duration.budgetMs }),
  };
}
