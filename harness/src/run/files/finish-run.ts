import type { Recording } from '../../model/recording.js';
import type { RunResult, Warning } from '../../model/result.js';
import { HarnessError } from '../../platform/harness-error.js';
import type { Reporter, RunOutcome } from '../../report/reporter.js';
import { toReportDocument } from '../../report/trace/to-document.js';
import { withUnwritten } from '../../report/unwritten.js';
import { outputUnwritable } from '../run-messages.js';
import { judgeRecording } from './judge-recording.js';
import { type RunFolder, writeResult } from './run-folder.js';

const asWarning = (error: unknown): Warning => ({
  code: error instanceof HarnessError ? error.code : 'OUTPUT_UNWRITABLE',
  message: error instanceof Error ? error.message : String(error),
});

const tell = (reporter: Reporter, warning: Warning): void =>
  reporter.onEvent?.({ type: 'warning', target: null, warning });

/** Writes the files of a run. Returns a warning for each file that is not complete. */
function writeFiles(
  folder: RunFolder,
  result: RunResult,
  recordingError: Error | null,
  reporter: Reporter,
): readonly Warning[] {
  const cut = recordingError === null ? [] : [asWarning(outputUnwritable(folder.recordingFile, recordingError))];
  try {
    for (const warning of writeResult(folder, withUnwritten(result, cut))) tell(reporter, warning);
    return cut;
  } catch (error) {
    return [...cut, asWarning(error)];
  }
}

/** A run after everything has stopped. */
export interface EndedRun {
  readonly recording: Recording;
  /** Why the recording's file is not complete; null when it is. */
  readonly recordingError: Error | null;
  /** Null when nothing is written. */
  readonly folder: RunFolder | null;
  readonly writesReport: boolean;
}

/**
 * Judges what was recorded, writes the files and tells the reporters. What could not be written is in the warnings and
 * the exit code of the result. The verdicts are returned in any case.
 */
export async function finishRun(ended: EndedRun, reporter: Reporter): Promise<RunResult> {
  const { recording, recordingError, folder, writesReport } = ended;
  const result = judgeRecording(recording);
  const unwritten = folder === null ? [] : [...writeFiles(folder, result, recordingError, reporter)];
  for (const warning of unwritten) tell(reporter, warning);
  const outcome: RunOutcome = {
    result: withUnwritten(result, unwritten),
    directory: folder?.directory ?? null,
    reportFile: folder !== null && writesReport ? folder.reportFile : null,
    document: () => toReportDocument(result, recording),
    onUnwritten: (warning) => unwritten.push(warning),
  };
  try {
    await reporter.onRunEnd?.(outcome);
  } catch (error) {
    unwritten.push(asWarning(error));
  }
  return withUnwritten(result, unwritten);
}
