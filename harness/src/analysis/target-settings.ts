import type { AnalysisSettings } from '../model/analysis-settings.js';
import type { TargetRecording } from '../model/recording.js';

/** The settings of one target: its budget is its own where it follows from its endpoints and their latency. */
export function targetSettings(settings: AnalysisSettings, { duration }: TargetRecording): AnalysisSettings {
  return duration === undefined ? settings : { ...settings, budgetMs: duration.budgetMs };
}
