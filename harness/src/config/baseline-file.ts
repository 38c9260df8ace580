import { writeFile } from 'node:fs/promises';
import { type Baseline, type BaselineEndpoint, baselineSchemaVersion } from '../model/baseline.js';
import { readTextFile } from '../platform/files/read-text-file.js';
import { HarnessError } from '../platform/harness-error.js';
import { baselineSchema } from '../schema/baseline-schema.js';
import { describeMismatch } from '../schema/describe-mismatch.js';

/** Name of the baseline file. If it lies beside the configuration, it is read. */
export const baselineFileName = 'leakline.baseline.json';

/**
 * Reads the accepted rates; null when there is no such file.
 *
 * @throws HarnessError `BASELINE_UNREADABLE`
 */
export async function readBaseline(file: string): Promise<readonly BaselineEndpoint[] | null> {
  const text = await readTextFile(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw unreadable(file, cause.message);
  });
  return text === null ? null : parseBaseline(file, text);
}

function parseBaseline(file: string, text: string): readonly BaselineEndpoint[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable(file, 'it is no JSON');
  }
  const { data, error } = baselineSchema.safeParse(value);
  if (data === undefined) throw unreadable(file, describeMismatch(error, value));
  return data.endpoints;
}

/** The error for a file that was named and does not exist. */
export const baselineMissing = (file: string): HarnessError => unreadable(file, 'it does not exist');

const unreadable = (file: string, reason: string): HarnessError =>
  new HarnessError(
    'BASELINE_UNREADABLE',
    `Cannot read the baseline ${file}: ${reason}. Write it with leakline run --update-baseline, or run with --no-baseline.`,
  );

/**
 * Writes the accepted rates, in an order that keeps differences between two versions small.
 *
 * @throws HarnessError `OUTPUT_UNWRITABLE`
 */
export async function writeBaseline(file: string, endpoints: readonly BaselineEndpoint[]): Promise<void> {
  const content: Baseline = { schemaVersion: baselineSchemaVersion, endpoints };
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`).catch((cause: Error) => {
    throw new HarnessError(
      'OUTPUT_UNWRITABLE',
      `Cannot write the baseline ${file} (${cause.message}). Check the folder's permissions.`,
      { cause },
    );
  });
}
