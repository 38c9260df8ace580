import { targetSettings } from '../../analysis/target-settings.js';
import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { TargetRecording } from '../../model/recording.js';

/**
 * What requests may take that are under way when the budget ends: as long as one request by default. Higher: a silent target
 * holds up the end. Lower: slow answers are cut off that would have come.
 */
export const inFlightMs = 10_000;

/** For requests under way, and a floor after them that waits for a slow event loop. */
export const overtimeMs = 2 * inFlightMs;

/** Before the first floor nobody knows how slow a collection is: longer than its own time-out, which says more of what failed. */
export const beforeFirstFloorMs = 35_000;

/** The second pass of a run that ends late is over by then: a run ends half a minute after its budget, whatever the target does. */
export const diagnoseEndMs = 25_000;

/**
 * When the budget ends, in milliseconds since the run began; null before the first floor. Where the plan leaves the target
 * alone after that, to see what comes back, the end is so much later.
 */
export function budgetEndsMs(recording: TargetRecording, settings: AnalysisSettings): number | null {
  const [first] = recording.floors;
  if (first === undefined) return null;
  const endMs = first.atMs + targetSettings(settings, recording).budgetMs;
  const idle = recording.blocks.filter(({ endpoint }) => endpoint === null);
  const afterMs = idle.map(({ startMs, endMs: idleEndMs }) => Math.max(0, idleEndMs - Math.max(startMs, endMs)));
  return endMs + afterMs.reduce((sum, ms) => sum + ms, 0);
}

/** When the experiment is given up, in milliseconds since the run began; `startMs` is when it was asked to begin. */
export function overdueAtMs(recording: TargetRecording, settings: AnalysisSettings, startMs: number): number {
  const endMs = budgetEndsMs(recording, settings);
  return endMs === null ? startMs + beforeFirstFloorMs : endMs + overtimeMs;
}
