import { routeOf } from './route-of.js';

const methodPattern = /\b(GET|POST|PUT|PATCH|DELETE)\b/;
const pathPattern = /(?:^|[\s'"`])(\/[^\s'"`,]*)/;

/** The text of every comment line of a configuration. */
const commentsOf = (configuration: string): readonly string[] =>
  configuration.split('\n').flatMap((line) => /^\s*\/\/(.*)$/.exec(line)?.[1]?.trim() ?? []);

/** `{ path: '/x', body: {} }` is a POST, a path alone a GET. */
function requestIn(comment: string): string | null {
  const path = pathPattern.exec(comment)?.[1];
  if (path === undefined) return null;
  const method = methodPattern.exec(comment)?.[1] ?? (/\bbody\b/.test(comment) ? 'POST' : 'GET');
  return `${method} ${path}`;
}

/** The routes that a configuration only mentions, with the comment that does. */
export function commentedRoutes(configuration: string, routes: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const comment of commentsOf(configuration)) {
    const request = requestIn(comment);
    const route = request === null ? null : routeOf(request, routes);
    if (route !== null) found.set(route, comment);
  }
  return found;
}
