import type { EndRecord, TargetRecording } from '../../model/recording.js';

/** A target that the run did not come to: it has failed with what failed before it (a service, a folder), or was interrupted with the run. */
export function withRunEnd(recording: TargetRecording, end: EndRecord | null): TargetRecording {
  if (end === null || recording.start !== null || recording.end !== null) return recording;
  const { failure, interrupted, atMs } = end;
  if (failure === null && !interrupted) return recording;
  const reason = failure === null ? 'interrupted' : 'failed';
  const { name } = recording.target;
  return { ...recording, end: { type: 'target-end', target: name, atMs, beganAtMs: 0, reason, failure } };
}
