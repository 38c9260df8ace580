import type { EndRecord, TargetRecording } from '../../model/recording.js';

/** A target that the run did not come to, because something before it failed (a service, a folder), has failed with it. */
export function withRunFailure(recording: TargetRecording, end: EndRecord | null): TargetRecording {
  const failure = end?.failure ?? null;
  if (end === null || failure === null || recording.start !== null || recording.end !== null) return recording;
  const { name } = recording.target;
  return {
    ...recording,
    end: { type: 'target-end', target: name, atMs: end.atMs, beganAtMs: 0, reason: 'failed', failure },
  };
}
