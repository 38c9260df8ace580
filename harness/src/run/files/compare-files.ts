import { compareRuns } from '../../analysis/compare/compare-runs.js';
import type { RunComparison } from '../../model/comparison.js';
import { readResult } from './read-result.js';

/**
 * Compares two runs, each given as its folder, `result.json` or recording.
 *
 * @throws HarnessError `RESULT_UNREADABLE` or `RECORDING_UNREADABLE`
 */
export async function compareFiles(before: string, after: string): Promise<RunComparison> {
  return compareRuns(await readResult(before), await readResult(after));
}
