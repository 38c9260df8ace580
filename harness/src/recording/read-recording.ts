import { type HeaderRecord, type Recording, readableSchemaVersions } from '../model/recording.js';
import { readTextFile } from '../platform/files/read-text-file.js';
import { describeMismatch } from '../schema/describe-mismatch.js';
import { headerSchema } from '../schema/header-schema.js';
import { type BodyLine, lineSchemaOf, typedLineSchema } from '../schema/recording-schema.js';
import { upgradeLine } from '../schema/upgrade-line.js';
import { createLineCheck } from './check-line.js';
import { collectRecording } from './collect-recording.js';
import {
  lineMisfits,
  recordingDamaged,
  recordingForeign,
  recordingMissing,
  recordingWrongVersion,
} from './recording-messages.js';

/** A parsed line of the file. Its number counts from 1. */
interface ParsedLine {
  readonly number: number;
  /** `undefined` for a line that is no JSON. No JSON text has this value. */
  readonly value: unknown;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Leaves out the last line if it is incomplete. A run that was killed leaves at most this one line incomplete. */
const dropIncompleteLastLine = (lines: readonly ParsedLine[]): readonly ParsedLine[] =>
  lines.at(-1)?.value === undefined ? lines.slice(0, -1) : lines;

function readHeader(file: string, value: unknown): HeaderRecord {
  const isObject = typeof value === 'object' && value !== null;
  if (!isObject || !('type' in value) || value.type !== 'header') throw recordingForeign(file);
  const version = 'schemaVersion' in value ? value.schemaVersion : undefined;
  if (!readableSchemaVersions.some((readable) => readable === version)) throw recordingWrongVersion(file, version);
  const { data, error } = headerSchema.safeParse(value);
  if (data === undefined) throw recordingDamaged(file, 1, `a complete header: ${describeMismatch(error, value)}`);
  return data;
}

/** The record of a line; null for a type that only a newer Leakline knows. Such lines are skipped. */
function readLine(file: string, { number, value }: ParsedLine, { schemaVersion }: HeaderRecord): BodyLine | null {
  if (value === undefined) throw recordingDamaged(file, number, 'JSON');
  const typed = typedLineSchema.safeParse(value);
  if (typed.data === undefined)
    throw recordingDamaged(file, number, `a record: ${describeMismatch(typed.error, value)}`);
  const schema = lineSchemaOf(typed.data.type);
  if (schema === undefined) return null;
  const { data, error } = schema.safeParse(upgradeLine(value, schemaVersion));
  if (data === undefined) throw recordingDamaged(file, number, `a record: ${describeMismatch(error, value)}`);
  return data;
}

/**
 * Reads `recording.ndjson`.
 *
 * @throws HarnessError `RECORDING_UNREADABLE` when the file is missing, is no recording, is damaged before its last
 *   line, or has another version.
 */
export async function readRecording(file: string): Promise<Recording> {
  const text = await readTextFile(file).catch((error: unknown) => {
    throw recordingMissing(file, error);
  });
  const lines = text
    .split('\n')
    .map((line, index) => ({ number: index + 1, text: line }))
    .filter((line) => line.text.trim() !== '')
    .map((line): ParsedLine => ({ number: line.number, value: parseJson(line.text) }));
  const [first, ...rest] = dropIncompleteLastLine(lines);
  const header = readHeader(file, first?.value);
  const [collector, check] = [collectRecording(header), createLineCheck(header)];
  for (const parsed of rest) {
    const line = readLine(file, parsed, header);
    if (line === null) continue;
    const misfit = check(line);
    if (misfit !== null) throw lineMisfits(file, parsed.number, misfit);
    collector.add(line);
  }
  return collector.current();
}
