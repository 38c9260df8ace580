import type { Recording } from '../model/recording.js';
import type { RunResult } from '../model/result.js';
import type { Reporter } from '../report/reporter.js';
import { toReportDocument } from '../report/trace/to-document.js';
import { judgeRecording } from './judge-recording.js';
import { type RunFolder, writeResult } from './run-folder.js';
import { outputUnwritable } from './run-messages.js';

/** Gives the error that leaves the run without complete files, or null. */
function writeFiles(folder: RunFolder, result: RunResult, recordingError: Error | null, reporter: Reporter): unknown {
  if (recordingError !== null) return outputUnwritable(folder.recordingFile, recordingError);
  try {
    for (const warning of writeResult(folder, result)) reporter.onEvent?.({ type: 'warning', target: null, warning });
    return null;
  } catch (error) {
    return error;
  }
}

/** A run once everything has stopped. */
export interface EndedRun {
  readonly recording: Recording;
  /** Why the recording's file is not complete, or null. */
  readonly recordingError: Error | null;
  /** Null when nothing is written. */
  readonly folder: RunFolder | null;
  readonly writesReport: boolean;
}

/**
 * Judges what was recorded, writes the files and tells the reporters.
 *
 * @throws HarnessError `OUTPUT_UNWRITABLE`, after the reporters have told the verdict.
 */
export async function finishRun(ended: EndedRun, reporter: Reporter): Promise<RunResult> {
  const { recording, recordingError, folder, writesReport } = ended;
  const result = judgeRecording(recording);
  const failure = folder === null ? null : writeFiles(folder, result, recordingError, reporter);
  await reporter.onRunEnd?.({
    result,
    directory: folder?.directory ?? null,
    reportFile: folder !== null && writesReport ? folder.reportFile : null,
    document: () => toReportDocument(result, recording),
  });
  if (failure !== null) throw failure;
  return result;
}
