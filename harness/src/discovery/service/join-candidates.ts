import type { KnownRoute } from '../../model/known-route.js';
import { type Candidate, isWriting } from './candidate.js';
import { templateKey } from './path-template.js';
import { sampleSchema } from './sample-schema.js';

function bodyOf({ method, bodySchema }: KnownRoute): Candidate['body'] {
  if (!isWriting(method) || method === 'DELETE') return { kind: 'none' };
  const value = sampleSchema(bodySchema, () => undefined);
  return value === undefined ? { kind: 'unknown' } : { kind: 'json', value };
}

const toCandidate = (route: KnownRoute): Candidate => ({
  method: route.method,
  path: route.path,
  isForAll: route.isForAll === true,
  pathValues: {},
  query: '',
  body: bodyOf(route),
});

/**
 * Whether a route is worth measuring. Every framework answers HEAD and OPTIONS along with GET, so they show nothing
 * new.
 */
const isMeasurable = ({ method }: { readonly method: string }): boolean =>
  ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method);

/**
 * Joins routes and documented requests. Each request occurs once, in the order of the service. A document adds its
 * examples, and routes that only it has.
 */
export function joinCandidates(routes: readonly KnownRoute[], documented: readonly Candidate[]): readonly Candidate[] {
  const byKey = new Map<string, Candidate>();
  for (const route of routes.filter(isMeasurable)) {
    const key = templateKey(route.method, route.path);
    if (!byKey.has(key)) byKey.set(key, toCandidate(route));
  }
  for (const described of documented.filter(isMeasurable)) {
    const key = templateKey(described.method, described.path);
    const known = byKey.get(key);
    byKey.set(
      key,
      known === undefined
        ? described
        : {
            ...described,
            body: known.body.kind === 'json' && described.body.kind !== 'json' ? known.body : described.body,
          },
    );
  }
  return [...byKey.values()];
}
