import type { AnalysisSettings } from '../model/analysis-settings.js';
import type { TargetRecording } from '../model/recording.js';

/**
 * The settings of one target: its budget is its own where it follows from its endpoints and their latency, and so are the
 * numbers that its user reads.
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
