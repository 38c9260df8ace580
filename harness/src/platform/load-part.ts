import { HarnessError } from './harness-error.js';

function partNotLoaded(part: string, cause: unknown): HarnessError {
  const [reason] = (cause instanceof Error ? cause.message : String(cause)).split('\n', 1);
  return new HarnessError(
    'START_FAILED',
    `Leakline could not load ${part}: ${reason}. Allow it more memory (ulimit -v, or the limit of the container) and more ` +
      'open files (ulimit -n), or install it anew.',
    { cause },
  );
}

/**
 * Loads a part of Leakline that not every command needs.
 *
 * @throws HarnessError `START_FAILED`
 */
export async function loadPart<Part>(name: string, load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (error) {
    throw partNotLoaded(name, error);
  }
}
