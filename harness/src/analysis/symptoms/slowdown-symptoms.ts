import type { EndpointResult, Slowdown } from '../../model/result.js';
import type { Symptom } from '../../model/symptom.js';
import { describeSlowdown } from '../slowdown/describe-slowdown.js';
import { remedies } from './remedies.js';

const kinds: readonly (Pick<Symptom, 'code' | 'advice' | 'remedies'> & { readonly figure: Slowdown['figure'] })[] = [
  {
    figure: 'cpuMsPerRequest',
    code: 'works-longer-with-requests',
    advice:
      'Often something that is kept is walked at each request: a list that is searched, listeners that are called; the garbage collector walks it as well. An answer that gets longer does it, too.',
    remedies: [remedies.flame],
  },
  {
    figure: 'latencyP50Ms',
    code: 'answers-later-with-requests',
    advice:
      'Where its CPU time is read and stays, the service waits: often for a table that the endpoint inserts into and searches without an index. Else something that is kept may be walked at each request. A machine that gets busier looks like it: run it again.',
    remedies: [remedies.fullScans, remedies.slowStatements, remedies.flame],
  },
];

/** Endpoints that get slower the more requests there were. */
export function slowdownSymptoms(endpoints: readonly EndpointResult[]): readonly Symptom[] {
  return kinds.flatMap(({ figure, ...symptom }) => {
    const seen = endpoints.flatMap(({ id, slowdown }) =>
      slowdown?.figure === figure ? [`${id} slows down with requests: ${describeSlowdown(slowdown)}.`] : [],
    );
    return seen.length === 0 ? [] : [{ ...symptom, seen: seen.join(' ') }];
  });
}
