import type { TargetRecording } from '../../model/recording.js';
import type { EndpointResult, Warning } from '../../model/result.js';

/** More floors than this share taken while something still moved, and the noise of the run is not the metric's own. */
const tolerableUnsettledShare = 0.2;

function floorWarnings(recording: TargetRecording): readonly Warning[] {
  const unsettled = recording.floors.filter(({ settled }) => !settled).length;
  if (unsettled <= tolerableUnsettledShare * recording.floors.length) return [];
  const message = `${unsettled} of ${recording.floors.length} floors were read while sockets or memory still moved; something in the target works on after its answers.`;
  return [{ code: 'FLOORS_UNSETTLED', message }];
}

function loadWarnings(endpoints: readonly EndpointResult[]): readonly Warning[] {
  return endpoints
    .filter(({ load }) => load.sent > load.ok)
    .map(({ id, load }) => ({
      code: 'LOAD_ERRORS',
      message: `${id}: ${load.sent - load.ok} of ${load.sent} requests failed (${load.errors} errors, ${load.timeouts} timeouts, ${load.non2xx} answers outside 2xx).`,
    }));
}

/** Every reason to doubt the instrument for one target: what was recorded as it happened, and what the numbers show. */
export function targetWarnings(recording: TargetRecording, endpoints: readonly EndpointResult[]): readonly Warning[] {
  const recorded = recording.events.map(({ code, message }) => ({ code, message }));
  return [...recorded, ...floorWarnings(recording), ...loadWarnings(endpoints)];
}
