import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type RunResult, resultSchemaVersion } from '../model/result.js';
import { HarnessError } from '../platform/harness-error.js';
import { readRecording } from '../sampling/read-recording.js';
import { judgeRecording } from './judge-recording.js';

const named = z.looseObject({ name: z.string(), endpoints: z.array(z.looseObject({ id: z.string() })) });
const shape = z.looseObject({ schemaVersion: z.literal(resultSchemaVersion), targets: z.array(named) });

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

/** A run that was killed has a recording and no result. */
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
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw unreadable(file, cause instanceof Error ? cause.message : String(cause), cause);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unreadable(file, 'it is no JSON', cause);
  }
  if (!shape.safeParse(value).success)
    throw unreadable(file, `it is no result of version ${resultSchemaVersion}`, null);
  return withChecks(value as RunResult);
}

/** A result from before budgets, invariants, symptoms and processes has none. */
function withChecks(result: RunResult): RunResult {
  const none = { budgets: [], invariants: [], symptoms: [], processes: [] };
  return { ...result, targets: result.targets.map((target) => ({ ...none, ...target })) };
}

const unreadable = (place: string, reason: string, cause: unknown): HarnessError =>
  new HarnessError(
    'RESULT_UNREADABLE',
    `Cannot read a run from ${place}: ${reason}. Give the folder of a run below reports/, its result.json or its recording.ndjson.`,
    { cause },
  );
