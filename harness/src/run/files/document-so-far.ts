import type { Recording, TargetRecording } from '../../model/recording.js';
import type { RunResult, TargetResult } from '../../model/result.js';
import type { ReportDocument } from '../../model/trace.js';
import { toReportDocument } from '../../report/trace/to-document.js';
import type { RecordingContext } from '../run-context.js';
import { judgeRecording } from './judge-recording.js';

/** The most continuous samples of a target that a document holds, evenly spread. They are for drawing only. */
const mostSamples = 600;

function thin({ samples, ...rest }: TargetRecording): TargetRecording {
  const step = Math.ceil(samples.length / mostSamples);
  return { ...rest, samples: step < 2 ? samples : samples.filter((_sample, index) => index % step === 0) };
}

/** Whether a target has started, or has ended without a start. Before that it has no verdict. */
const hasBegun = ({ start, end }: TargetRecording): boolean => start !== null || end !== null;

function withTime(result: TargetResult, { start, end }: TargetRecording, nowMs: number): TargetResult {
  return start === null || end !== null ? result : { ...result, durationMs: Math.round(nowMs - start.atMs) };
}

function judgeSoFar(recording: Recording, nowMs: number): RunResult {
  const result = judgeRecording(recording);
  return {
    ...result,
    durationMs: Math.round(nowMs),
    // The run goes on, so its missing end is no reason for a warning.
    warnings: result.warnings.filter(({ code }) => code !== 'RECORDING_CUT'),
    targets: result.targets.map((target, index) => {
      const recorded = recording.targets[index];
      return recorded === undefined ? target : withTime(target, recorded, nowMs);
    }),
  };
}

/** The report of a run that still goes on. What is recorded so far is judged as at the end of a run. */
export function documentSoFar({ recording, elapsedMs }: RecordingContext): ReportDocument {
  const { header, targets, end } = recording.current();
  const begun = { header, targets: targets.filter(hasBegun), end };
  return toReportDocument(judgeSoFar(begun, elapsedMs()), { targets: begun.targets.map(thin) });
}
