import type { AnalysisSettings } from '../model/analysis-settings.js';
import type { TargetRecording } from '../model/recording.js';

/** The settings of one target. It has a budget of its own where that follows from its endpoints and their latency. */
export const targetSettings = (settings: AnalysisSettings, { duration }: TargetRecording): AnalysisSettings =>
  duration === undefined ? settings : { ...settings, budgetMs: duration.budgetMs };
