import { stat } from 'node:fs/promises';
import path from 'node:path';
import { recordingMissing } from '../../recording/recording-messages.js';
import { type AnalyzedFile, analyzeFile } from './analyze-file.js';

export interface OpenedRun extends AnalyzedFile {
  /** Folder of the run's files. */
  readonly directory: string;
}

/**
 * A finished run, given its folder or one of its files; judged from its recording, as everything else can be.
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
