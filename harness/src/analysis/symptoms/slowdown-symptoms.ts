import type { Slowdown } from '../../model/endpoint-load.js';
import type { TargetRecording } from '../../model/recording.js';
import type { EndpointResult } from '../../model/result.js';
import type { Symptom } from '../../model/symptom.js';
import { databasesOf } from '../services-of.js';
import { describeSlowdown } from '../slowdown/describe-slowdown.js';
import { remedies } from './remedies.js';

interface SlowdownKind extends Pick<Symptom, 'code' | 'advice' | 'remedies'> {
  readonly figure: Slowdown['figure'];
  /** Whether a look at the database helps. */
  readonly isOfDatabase: boolean;
}

const kinds: readonly SlowdownKind[] = [
  {
    figure: 'cpuMsPerRequest',
    code: 'works-longer-with-requests',
    advice:
      'Often the service walks at each request through something that it keeps: a list that it searches, or listeners that it calls. The garbage collector walks through it as well. An answer that gets longer has the same effect.',
    isOfDatabase: false,
    remedies: [remedies.flame],
  },
  {
    figure: 'latencyP50Ms',
    code: 'answers-later-with-requests',
    advice:
      'Where its CPU time was read and did not rise, the service waits: often for a table that the endpoint inserts into and searches without an index. Else it may walk at each request through something that it keeps. A machine that gets busier looks the same: run it again.',
    isOfDatabase: true,
    remedies: [remedies.flame],
  },
];

/** Endpoints that get slower the more requests there were. */
export function slowdownSymptoms(recording: TargetRecording, endpoints: readonly EndpointResult[]): readonly Symptom[] {
  const ofDatabases = databasesOf(recording).flatMap((database) => database.remedies.slow);
  return kinds.flatMap(({ figure, isOfDatabase, ...symptom }) => {
    const seen = endpoints.flatMap(({ id, slowdown }) =>
      slowdown?.figure === figure ? [`${id} slows down with requests: ${describeSlowdown(slowdown)}.`] : [],
    );
    if (seen.length === 0) return [];
    const offered = [...(isOfDatabase ? ofDatabases : []), ...symptom.remedies];
    return [{ ...symptom, seen: seen.join(' '), remedies: offered }];
  });
}
