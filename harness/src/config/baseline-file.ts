import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Baseline, type BaselineEndpoint, baselineSchemaVersion } from '../model/baseline.js';
import { HarnessError } from '../platform/harness-error.js';

/** Name of the file, beside the configuration, that is read when it is there. */
export const baselineFileName = 'leakline.baseline.json';

const rate = z.looseObject({
  metric: z.string(),
  unit: z.enum(['bytes', 'count']),
  verdict: z.enum(['leaking', 'inconclusive']),
  estimate: z.number(),
  low: z.number(),
  high: z.number(),
});

const baseline = z.looseObject({
  schemaVersion: z.literal(baselineSchemaVersion),
  endpoints: z.array(
    z.looseObject({ target: z.string(), endpoint: z.string(), date: z.iso.date(), rates: z.array(rate) }),
  ),
});

/**
 * Reads the accepted rates; null when there is no such file.
 *
 * @throws HarnessError `BASELINE_UNREADABLE`
 */
export async function readBaseline(file: string): Promise<readonly BaselineEndpoint[] | null> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
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
  const { data, error } = baseline.safeParse(value);
  if (data !== undefined) return data.endpoints;
  const [issue] = error?.issues ?? [];
  throw unreadable(file, issue === undefined ? 'it is no baseline' : `${issue.path.join('.')}: ${issue.message}`);
}

/** @throws HarnessError `BASELINE_UNREADABLE`, for a file that was named and is not there. */
export const baselineMissing = (file: string): HarnessError => unreadable(file, 'it does not exist');

const unreadable = (file: string, reason: string): HarnessError =>
  new HarnessError(
    'BASELINE_UNREADABLE',
    `Cannot read the baseline ${file}: ${reason}. Write it with leakline run --update-baseline, or run with --no-baseline.`,
  );

/**
 * Writes the accepted rates, in an order that makes small differences.
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
