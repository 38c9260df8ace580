import type { TargetRecording } from '../../model/recording.js';
import type { Symptom } from '../../model/symptom.js';
import { summarizeReadings } from './peak.js';
import { remedies } from './remedies.js';

/** A reading or two may meet a pool while it opens its first clients. */
const fewestReadings = 3;

/** Requests that waited for a client of a pool. */
export function poolSymptoms(recording: TargetRecording): readonly Symptom[] {
  const { peak, readings, aboveZero } = summarizeReadings(recording, 'pool.waiting');
  if (aboveZero < fewestReadings) return [];
  const size = summarizeReadings(recording, 'pool.max').peak;
  const pool = size === null ? '' : ` with room for ${size} clients`;
  return [
    {
      code: 'pool-waiting',
      seen: `Up to ${peak} requests waited for a pool${pool}; some waited in ${aboveZero} of ${readings} readings.`,
      advice:
        'Clients needed = requests per second × seconds each holds a client (Little). Shorten what is done between connect() and release() first; then raise max, as far as processes × max fits the server. If requests wait at rest, too, a client was never released.',
      remedies: [remedies.slowStatements, remedies.openTransactions, remedies.poolSettings],
    },
  ];
}
