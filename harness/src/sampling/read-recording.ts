import { readFile } from 'node:fs/promises';
import { type Recording, type RecordLine, recordingSchemaVersion } from '../model/recording.js';
import { collectRecording } from './collect-recording.js';
import { recordingCut, recordingForeign, recordingMissing, recordingWrongVersion } from './sampling-messages.js';

function parseLine(file: string, text: string, number: number): RecordLine {
  try {
    return JSON.parse(text) as RecordLine;
  } catch (error) {
    throw recordingCut(file, number, error);
  }
}

/** A run that was killed leaves at most one incomplete line, and it is the last. */
function dropIncompleteLastLine(lines: readonly string[]): readonly string[] {
  const last = lines.at(-1);
  if (last === undefined) return lines;
  try {
    JSON.parse(last);
    return lines;
  } catch {
    return lines.slice(0, -1);
  }
}

/**
 * Reads `recording.ndjson`.
 *
 * @throws HarnessError `RECORDING_UNREADABLE` when the file is missing, is no recording, or has another version.
 */
export async function readRecording(file: string): Promise<Recording> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw recordingMissing(file, error);
  });
  const texts = dropIncompleteLastLine(text.split('\n').filter((line) => line !== ''));
  const [header, ...lines] = texts.map((line, index) => parseLine(file, line, index + 1));
  if (header?.type !== 'header') throw recordingForeign(file);
  if (header.schemaVersion !== recordingSchemaVersion) throw recordingWrongVersion(file, header.schemaVersion);
  const collector = collectRecording(header);
  for (const line of lines) if (line.type !== 'header') collector.add(line);
  return collector.current();
}
