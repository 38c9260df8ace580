import { existsSync } from 'node:fs';
import path from 'node:path';
import { type ErrorCode, HarnessError } from '../internal.js';

const latest = path.join('reports', 'latest');

function whatThereIs(named: string, cwd: string): string {
  if (path.normalize(named) === latest) return 'Nothing was measured here yet: leakline run.';
  const isThere = existsSync(path.join(cwd, latest));
  return `Give the folder of a run below reports/, its result.json or its recording.ndjson${isThere ? `, e.g. ${latest}` : ''}.`;
}

/**
 * Absolute path of a run that the user named.
 *
 * @throws HarnessError with this code when there is no such file or folder.
 */
export function existingRun(named: string, cwd: string, code: ErrorCode): string {
  const place = path.resolve(cwd, named);
  if (existsSync(place)) return place;
  throw new HarnessError(code, `There is no run "${named}" (looked for ${place}). ${whatThereIs(named, cwd)}`);
}
