import { targetSettings } from '../../analysis/target-settings.js';
import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { TargetRecording } from '../../model/recording.js';

/**
 * How long requests may take that are under way when the budget ends: as long as one request by default. With more, a
 * silent target holds up the end. With less, slow answers are cut off that would have come.
 */
export const inFlightMs = 10_000;

/** Time for the requests under way, and for a floor after them that waits for a slow event loop. */
export const overtimeMs = 2 * inFlightMs;

/**
 * Limit before the first floor, when nobody knows how slow a collection is. It is longer than the time-out of a
 * collection, 30 s, because the error of that time-out says more about what failed.
 */
export const beforeFirstFloorMs = 35_000;

/**
 * When the second pass has to be over, counted from the end of the budget. So a run ends half a minute after its
 * budget, whatever the target does.
 */
export const diagnoseEndMs = 25_000;

/**
 * When the budget ends, in milliseconds since the run began; null before the first floor. The plan may leave the target
 * alone after that, to see what comes back. The end is later by the length of these pauses.
 */
export function budgetEndsMs(recording: TargetRecording, settings: AnalysisSettings): number | null {
  const [first] = recording.floors;
  if (first === undefined) return null;
  const endMs = first.atMs + targetSettings(settings, recording).budgetMs;
  const idle = recording.blocks.filter(({ endpoint }) => endpoint === null);
  const afterMs = idle.map(({ startMs, endMs: idleEndMs }) => Math.max(0, idleEndMs - Math.max(startMs, endMs)));
  return endMs + afterMs.reduce((sum, ms) => sum + ms, 0);
}

/**
 * When the experiment is given up, in milliseconds since the run began. `startMs` is when the target was ready for it.
 */
export function overdueAtMs(recording: TargetRecording, settings: AnalysisSettings, startMs: number): number {
  const endMs = budgetEndsMs(recording, settings);
  return endMs === null ? startMs + beforeFirstFloorMs : endMs + overtimeMs;
}
