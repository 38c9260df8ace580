import { analyzeRecording } from '../../analysis/analyze.js';
import { attributeResult } from '../../attribution/culprits/attribute-result.js';
import type { Recording } from '../../model/recording.js';
import type { RunResult } from '../../model/result.js';

/** Verdicts from the blocks, then culprits from the evidence. Pure, so that a saved recording gives the same result. */
export function judgeRecording(recording: Recording): RunResult {
  return attributeResult(analyzeRecording(recording), recording);
}
