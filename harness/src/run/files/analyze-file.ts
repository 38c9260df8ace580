import type { RunResult } from '../../model/result.js';
import type { ReportDocument } from '../../model/trace.js';
import { readRecording } from '../../recording/read-recording.js';
import { toReportDocument } from '../../report/trace/to-document.js';
import { judgeRecording } from './judge-recording.js';

export interface AnalyzedFile {
  readonly result: RunResult;
  document(): ReportDocument;
}

/**
 * Judges a saved recording without running anything. Gives the verdict of the run that wrote it, by the same code.
 *
 * @throws HarnessError `RECORDING_UNREADABLE`
 */
export async function analyzeFile(recordingFile: string): Promise<AnalyzedFile> {
  const recording = await readRecording(recordingFile);
  const result = judgeRecording(recording);
  return { result, document: () => toReportDocument(result, recording) };
}
