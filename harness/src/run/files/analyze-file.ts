import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { RunResult } from '../../model/result.js';
import type { ReportDocument } from '../../model/trace.js';
import { readRecording } from '../../recording/read-recording.js';
import { recordingMissing } from '../../recording/recording-messages.js';
import { toReportDocument } from '../../report/trace/to-document.js';
import { judgeRecording } from './judge-recording.js';

export interface OpenedRun extends AnalyzedFile {
  /** Folder of the run's files. */
  readonly directory: string;
}

/**
 * Opens a finished run, given its folder or one of its files. The result is judged from the recording.
 *
 * @throws HarnessError `RECORDING_UNREADABLE`
 */
export async function openRun(place: string): Promise<OpenedRun> {
  const isFolder = await stat(place).then(
    (found) => found.isDirectory(),
    (cause: unknown) => {
      throw recordingMissing(place, cause);
    },
  );
  const isRecording = place.endsWith('.ndjson');
  const directory = isFolder ? place : path.dirname(place);
  const recordingFile = isRecording && !isFolder ? place : path.join(directory, 'recording.ndjson');
  return { ...(await analyzeFile(recordingFile)), directory };
}

export interface AnalyzedFile {
  readonly result: RunResult;
  document(): ReportDocument;
}

/**
 * Judges a saved recording without running anything. The code is the same as in the run that wrote it, so the verdict
 * is the same.
 *
 * @throws HarnessError `RECORDING_UNREADABLE`
 */
export async function analyzeFile(recordingFile: string): Promise<AnalyzedFile> {
  const recording = await readRecording(recordingFile);
  const result = judgeRecording(recording);
  return { result, document: () => toReportDocument(result, recording) };
}
