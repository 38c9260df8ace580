import type { TargetRecording } from '../../model/recording.js';
import type { EndpointResult } from '../../model/result.js';
import type { Symptom } from '../../model/symptom.js';
import { connectionSymptoms } from './connection-symptoms.js';
import { poolSymptoms } from './pool-symptoms.js';
import { proxySymptoms } from './proxy-symptoms.js';
import { sessionSymptoms } from './session-symptoms.js';
import { slowdownSymptoms } from './slowdown-symptoms.js';

/**
 * What operators know from production and was seen in this run, each with what to look at. Symptoms accuse nobody: a
 * service may show one and be clean. Pure.
 */
export function findSymptoms(recording: TargetRecording, endpoints: readonly EndpointResult[]): readonly Symptom[] {
  return [
    ...connectionSymptoms(recording),
    ...sessionSymptoms(recording),
    ...poolSymptoms(recording, endpoints),
    ...proxySymptoms(recording, endpoints),
    ...slowdownSymptoms(recording, endpoints),
  ];
}
