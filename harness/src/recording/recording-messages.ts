import { readableSchemaVersions } from '../model/recording.js';
import { HarnessError } from '../platform/harness-error.js';
import type { Misfit } from '../recording/check-line.js';
import { describeField, describeValue } from '../schema/describe-mismatch.js';

const unreadable = (message: string, cause?: unknown): HarnessError =>
  new HarnessError('RECORDING_UNREADABLE', message, { cause });

export const recordingMissing = (file: string, cause: unknown): HarnessError =>
  unreadable(
    `The recording ${file} cannot be read (${cause instanceof Error ? cause.message : cause}). Give the path of a recording.ndjson below reports/.`,
    cause,
  );

export const recordingForeign = (file: string): HarnessError =>
  unreadable(
    `${file} is not a Leakline recording: its first line is no header. Give the path of a recording.ndjson below reports/.`,
  );

export const recordingWrongVersion = (file: string, seen: unknown): HarnessError =>
  unreadable(
    `${file} has recording version ${describeValue(seen)}; this Leakline reads version ${readableSchemaVersions.join(', ')}. Analyse it with the Leakline that wrote it.`,
  );

/** @param expected what the line should have been. */
export const recordingDamaged = (file: string, line: number, expected: string): HarnessError =>
  unreadable(`Line ${line} of ${file} is not ${expected}. The recording is damaged; record it again.`);

/** For a complete line that contradicts the header or the lines before it. */
export const lineMisfits = (file: string, line: number, { field, expected, seen }: Misfit): HarnessError =>
  recordingDamaged(
    file,
    line,
    `a line of this recording: ${describeField([field])} should be ${expected}; saw ${describeValue(seen)}`,
  );
