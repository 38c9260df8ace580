import type { Recording, TargetRecording } from '../../model/recording.js';
import type { RunResult, TargetResult } from '../../model/result.js';
import type { ReportDocument } from '../../model/trace.js';
import { toReportDocument } from '../../report/trace/to-document.js';
import type { RecordingContext } from '../run-context.js';
import { judgeRecording } from './judge-recording.js';

/** Of a target's continuous samples at most so many are given out, evenly spread: they are for drawing only. */
const mostSamples = 600;

function thin({ samples, ...rest }: TargetRecording): TargetRecording {
  const step = Math.ceil(samples.length / mostSamples);
  return { ...rest, samples: step < 2 ? samples : samples.filter((_sample, index) => index % step === 0) };
}

/** Targets whose turn has not come have no verdict yet. */
const hasBegun = ({ start, end }: TargetRecording): boolean => start !== null || end !== null;

function withTime(result: TargetResult, { start, end }: TargetRecording, nowMs: number): TargetResult {
  return start === null || end !== null ? result : { ...result, durationMs: Math.round(nowMs - start.atMs) };
}

function judgeSoFar(recording: Recording, nowMs: number): RunResult {
  const result = judgeRecording(recording);
  return {
    ...result,
    durationMs: Math.round(nowMs),
    // That there is no end yet is no reason to doubt anything.
    warnings: result.warnings.filter(({ code }) => code !== 'RECORDING_CUT'),
    targets: result.targets.map((target, index) => {
      const recorded = recording.targets[index];
      return recorded === undefined ? target : withTime(target, recorded, nowMs);
    }),
  };
}

/** The report of a run that goes on: the same judgement as at its end, of what is recorded until now. */
export function documentSoFar({ recording, elapsedMs }: RecordingContext): ReportDocument {
  const { header, targets, end } = recording.current();
  const begun = { header, targets: targets.filter(hasBegun), end };
  return toReportDocument(judgeSoFar(begun, elapsedMs()), { targets: begun.targets.map(thin) });
}
