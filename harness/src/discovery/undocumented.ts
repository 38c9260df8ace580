import type { Candidate, TriedRoute } from './service/candidate.js';
import { templateKey } from './service/path-template.js';

/** A request of a document. */
interface Documented {
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** A pattern for the paths of a candidate. A parameter may have any value. */
function pathPattern({ method, path }: Candidate): RegExp {
  const [, template = ''] = /^\S+ (.*)$/s.exec(templateKey(method, path)) ?? [];
  return new RegExp(`^${template.split(':').map(escaped).join('[^/]+')}/?$`);
}

const methodOf = ({ method, body }: Documented): string => method ?? (body === undefined ? 'GET' : 'POST');

/** The routes that none of these requests goes to. */
export function undocumented(routes: readonly TriedRoute[], requests: readonly Documented[]): readonly TriedRoute[] {
  return routes.filter(({ candidate }) => {
    const pattern = pathPattern(candidate);
    return !requests.some((request) => {
      const isMethod = candidate.isForAll || methodOf(request) === candidate.method;
      return isMethod && pattern.test(request.path.replace(/\?.*$/s, ''));
    });
  });
}
