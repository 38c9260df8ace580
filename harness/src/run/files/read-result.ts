import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type RunResult, resultSchemaVersion } from '../../model/result.js';
import { readTextFile } from '../../platform/files/read-text-file.js';
import { HarnessError } from '../../platform/harness-error.js';
import { readRecording } from '../../recording/read-recording.js';
import { describeMismatch } from '../../schema/describe-mismatch.js';
import { resultSchema } from '../../schema/result-schema.js';
import { judgeRecording } from './judge-recording.js';

/**
 * The result of a run, given its folder, its `result.json` or its recording.
 *
 * @throws HarnessError `RESULT_UNREADABLE` or `RECORDING_UNREADABLE`
 */
export async function readResult(place: string): Promise<RunResult> {
  const file = (await isFolder(place)) ? await fileIn(place) : place;
  return file.endsWith('.ndjson') ? judgeRecording(await readRecording(file)) : parseResult(file);
}

async function isFolder(place: string): Promise<boolean> {
  const found = await stat(place).catch((cause: unknown) => {
    throw unreadable(place, 'it does not exist', cause);
  });
  return found.isDirectory();
}

/** The file to read in a run's folder. A run that was killed has a recording and no result. */
async function fileIn(folder: string): Promise<string> {
  for (const name of ['result.json', 'recording.ndjson']) {
    const file = path.join(folder, name);
    const isThere = await stat(file).then(
      (found) => found.isFile(),
      () => false,
    );
    if (isThere) return file;
  }
  throw unreadable(folder, 'the folder holds neither result.json nor recording.ndjson', null);
}

async function parseResult(file: string): Promise<RunResult> {
  const text = await readTextFile(file).catch((cause: unknown) => {
    throw unreadable(file, cause instanceof Error ? cause.message : String(cause), cause);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unreadable(file, 'it is no JSON', cause);
  }
  const { data, error } = resultSchema.safeParse(value);
  if (data !== undefined) return data;
  throw unreadable(file, `it is no result of version ${resultSchemaVersion}: ${describeMismatch(error, value)}`, null);
}

const unreadable = (place: string, reason: string, cause: unknown): HarnessError =>
  new HarnessError(
    'RESULT_UNREADABLE',
    `Cannot read a run from ${place}: ${reason}. Give the folder of a run below reports/, its result.json or its recording.ndjson.`,
    { cause },
  );
