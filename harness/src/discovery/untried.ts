import type { Candidate, TriedRoute } from './service/candidate.js';
import { joinCandidates } from './service/join-candidates.js';
import { objectionTo } from './service/objection.js';
import { leftOut } from './service/outcome.js';
import { parametersOf } from './service/path-template.js';
import type { ScannedRoutes } from './source/scan-sources.js';

function lackOf(candidate: Candidate): string | null {
  const objection = objectionTo(candidate, false);
  if (objection !== null) return objection;
  const names = parametersOf(candidate.path).map((name) => `:${name}`);
  return names.length === 0 ? null : `needs a value for ${names.join(', ')}`;
}

const asComment = (candidate: Candidate, reason: string): TriedRoute => ({
  candidate,
  path: candidate.path,
  learned: [],
  outcome: leftOut(reason),
});

/** Routes that could not be tried. Those that need nothing are taken as they are. */
export function untriedRoutes({ routes, unmounted }: ScannedRoutes): readonly TriedRoute[] {
  const taken = joinCandidates(routes, []).map((candidate): TriedRoute => {
    const lack = lackOf(candidate);
    if (lack !== null) return asComment(candidate, lack);
    return { candidate, path: candidate.path, learned: [], outcome: { kind: 'works' } };
  });
  const lost = joinCandidates(unmounted, []);
  return [
    ...taken,
    ...lost.map((candidate) => asComment(candidate, 'the sources do not tell under which path it is mounted')),
  ];
}
