import { analyzeRecording } from '../../analysis/analyze.js';
import { attributeResult } from '../../attribution/culprits/attribute-result.js';
import type { Recording } from '../../model/recording.js';
import type { RunResult } from '../../model/result.js';

/**
 * Finds the verdicts from the blocks, then the culprits from the evidence. This is a pure function, so a saved
 * recording gives the same result.
 */
export function judgeRecording(recording: Recording): RunResult {
  return attributeResult(analyzeRecording(recording), recording);
}
