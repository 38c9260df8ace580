import { poolMetrics } from '../../model/metrics/pool-metrics.js';
import type { TargetRecording } from '../../model/recording.js';
import type { EndpointResult } from '../../model/result.js';
import { serviceDefinitions } from '../../model/services/catalogue.js';
import type { ServiceKind } from '../../model/services/service-kind.js';
import type { Symptom } from '../../model/symptom.js';
import { type ExhaustedPool, exhaustedPool } from './exhausted-pool.js';
import { summarizeReadings } from './peak.js';

/** Fewer readings than this may come from a pool that opens its first clients. */
const fewestReadings = 3;

/** The service whose driver has the pools that the agent sees. */
const pooled: ServiceKind = poolMetrics['pool.waiting'].client;

const inWords = ({ service, connections }: ExhaustedPool): string =>
  `${connections} ${serviceDefinitions[service].title} ${connections === 1 ? 'connection' : 'connections'}`;

/** Endpoints whose pool seems to be empty. A leaking endpoint has a finding that says more. */
function exhaustedPools(recording: TargetRecording, endpoints: readonly EndpointResult[]): readonly Symptom[] {
  return endpoints
    .filter(({ verdict }) => verdict !== 'leaking')
    .flatMap(({ id }) => exhaustedPool(recording, id) ?? [])
    .map((exhausted) => ({
      code: 'pool-exhausted',
      seen: `${exhausted.endpoint} stopped answering after ${exhausted.answered} good answers, and ${inWords(exhausted)} stayed open and idle all the while: as when a pool of ${exhausted.connections} has no client left.`,
      advice:
        'Look for a path that takes a client and does not give it back: an early return, or an error before release(). Releasing in `finally` prevents that. If requests wait for something else there, such as a lock or a limit of the service itself, look at that.',
      remedies: serviceDefinitions[exhausted.service].remedies.exhaustedPool,
    }));
}

/** The endpoint, whose advice also names an empty pool where it stopped answering. */
export function withPoolAdvice(recording: TargetRecording, endpoint: EndpointResult): EndpointResult {
  const { id, verdict, advice } = endpoint;
  const exhausted = verdict === 'leaking' || advice === '' ? null : exhaustedPool(recording, id);
  if (exhausted === null) return endpoint;
  const cause = `Meanwhile ${inWords(exhausted)} stayed open and idle: most likely a pool has no client left, because one is taken and not released on some path.`;
  return { ...endpoint, advice: `${advice} ${cause}` };
}

/** Requests that waited for a client of a pool. */
export function poolSymptoms(recording: TargetRecording, endpoints: readonly EndpointResult[]): readonly Symptom[] {
  return [...exhaustedPools(recording, endpoints), ...waitingPools(recording)];
}

function waitingPools(recording: TargetRecording): readonly Symptom[] {
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
      remedies: serviceDefinitions[pooled].remedies.waitingPool,
    },
  ];
}
