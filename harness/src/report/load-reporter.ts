import { access } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { HarnessError } from '../platform/harness-error.js';
import type { Output } from './output.js';
import type { Reporter } from './reporter.js';

export type CreateReporter = (output: Output) => Reporter;

/**
 * Imports a reporter of the user's own: a module whose default export is a function `(output) => Reporter`.
 *
 * @throws HarnessError `USAGE` before anything runs, when it is not one.
 */
export async function loadReporter(name: string, cwd: string): Promise<CreateReporter> {
  const file = path.resolve(cwd, name);
  await access(file).catch((cause: unknown) => {
    throw new HarnessError('USAGE', `There is no reporter ${name} (looked for ${file}). Check the path.`, { cause });
  });
  const create = await importDefault(name, file);
  if (typeof create !== 'function') throw notAReporter(name, `its default export is ${describe(create)}`);
  return (output) => guardReporter(callReporter(name, create as (output: Output) => unknown, output));
}

async function importDefault(name: string, file: string): Promise<unknown> {
  try {
    const loaded = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
    return loaded.default;
  } catch (cause) {
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new HarnessError('USAGE', `The reporter ${name} failed while it was loaded: ${reason}. Correct it.`, {
      cause,
    });
  }
}

function callReporter(name: string, create: (output: Output) => unknown, output: Output): Reporter {
  const reporter = create(output);
  if (typeof reporter === 'object' && reporter !== null) return reporter;
  throw notAReporter(name, `its function gave ${describe(reporter)}`);
}

const describe = (value: unknown): string => (value === null ? 'null' : typeof value);

const notAReporter = (name: string, seen: string): HarnessError =>
  new HarnessError(
    'USAGE',
    `${name} is no reporter: ${seen}. Write: export default (output) => ({ onEvent(event) {}, onRunEnd(outcome) {} });`,
  );

/** Gives the reporter copies, so that nothing it changes reaches the recording or the verdict. */
function guardReporter(reporter: Reporter): Reporter {
  return {
    onRunStart: ({ document }) => reporter.onRunStart?.({ document: () => structuredClone(document()) }),
    onEvent: (event) => reporter.onEvent?.(structuredClone(event)),
    onRunEnd: (outcome) =>
      reporter.onRunEnd?.({
        ...outcome,
        result: structuredClone(outcome.result),
        document: async () => structuredClone(await outcome.document()),
      }),
  };
}
