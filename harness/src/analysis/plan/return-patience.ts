import type { TargetRecording } from '../../model/recording.js';
import { endpointBlocks, metricBlocks } from '../endpoint-blocks.js';

/** What an answer leaves behind (closing sockets, timers of some milliseconds) is gone within this. */
const usualPatienceMs = 120;

/** For a target that was seen to close things late: longer than that costs every block more than it clears up. */
const latePatienceMs = 1_500;

/** Counts that are waited for before a floor is read. */
const waitedFor = ['fds', 'handles'] as const;

/**
 * How long a count above its last floor is given to come back before the next floor is read as it is. Once a count has
 * fallen during a block, something was still open when the floor before it was read: this target closes late.
 */
export function returnPatienceMs(recording: TargetRecording): number {
  const closesLate = recording.target.endpoints.some((endpoint) =>
    waitedFor.some((metric) =>
      metricBlocks(endpointBlocks(recording, endpoint), metric).some(({ growth }) => growth < 0),
    ),
  );
  return closesLate ? latePatienceMs : usualPatienceMs;
}
