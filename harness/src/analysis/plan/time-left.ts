import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { TargetRecording } from '../../model/recording.js';
import { drivenBlocks } from '../endpoint-blocks.js';
import type { PlannedBlock } from './block-size.js';
import { nextFloorMs } from './floor-cost.js';

/** Share of the budget that is load and floors; the rest is for the wait for what may come back. */
const loadShare = 0.95;

/** What got slow must not hold up the run: no further request is sent after so many times the expected duration. */
const deadlineFactor = 4;
const shortestDeadlineMs = 5_000;

/**
 * When the last block should be over, in milliseconds since the target's first request: its floor and the one after the
 * wait at the end fit into the budget, too.
 */
export const loadEndsMs = (recording: TargetRecording, { budgetMs }: Pick<AnalysisSettings, 'budgetMs'>): number =>
  loadShare * budgetMs - 2 * nextFloorMs(recording);

/** How long a block will take if each connection is answered as fast as in the endpoint's last block; 0 before its first. */
export function expectedBlockMs(recording: TargetRecording, { endpoint, requests, connections }: PlannedBlock): number {
  const last = drivenBlocks(recording, endpoint).at(-1)?.block;
  if (last === undefined) return 0;
  const answerMs = (last.load.durationMs * last.connections) / Math.max(1, last.load.sent);
  return Math.ceil(requests / connections) * answerMs;
}

/** After so long no further request of a block is sent: neither long after it should be over, nor after the load. */
export const deadlineMs = (expectedMs: number, leftMs: number): number =>
  Math.min(leftMs, Math.max(shortestDeadlineMs, deadlineFactor * expectedMs));
