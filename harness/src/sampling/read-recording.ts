import { readFile } from 'node:fs/promises';
import { type HeaderRecord, type Recording, readableSchemaVersions } from '../model/recording.js';
import { collectRecording } from './collect-recording.js';
import { asHeader, asRecordLine } from './record-line.js';
import { recordingDamaged, recordingForeign, recordingMissing, recordingWrongVersion } from './sampling-messages.js';

/** `undefined` for what is no JSON, which no JSON text gives. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A run that was killed leaves at most one incomplete line, and it is the last. */
function dropIncompleteLastLine(values: readonly unknown[]): readonly unknown[] {
  return values.at(-1) === undefined ? values.slice(0, -1) : values;
}

function readHeader(file: string, value: unknown): HeaderRecord {
  const isObject = typeof value === 'object' && value !== null;
  if (!isObject || !('type' in value) || value.type !== 'header') throw recordingForeign(file);
  const version = 'schemaVersion' in value ? value.schemaVersion : undefined;
  if (!readableSchemaVersions.some((readable) => readable === version)) throw recordingWrongVersion(file, version);
  const header = asHeader(value);
  if (header === null) throw recordingDamaged(file, 1, 'a complete header');
  return header;
}

/**
 * Reads `recording.ndjson`.
 *
 * @throws HarnessError `RECORDING_UNREADABLE` when the file is missing, is no recording, is damaged before its last
 *   line, or has another version.
 */
export async function readRecording(file: string): Promise<Recording> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw recordingMissing(file, error);
  });
  const texts = text.split('\n').filter((line) => line.trim() !== '');
  const [first, ...rest] = dropIncompleteLastLine(texts.map(parseJson));
  const collector = collectRecording(readHeader(file, first));
  for (const [index, value] of rest.entries()) {
    const line = asRecordLine(value);
    if (line === null) throw recordingDamaged(file, index + 2, value === undefined ? 'JSON' : 'a record');
    collector.add(line);
  }
  return collector.current();
}
