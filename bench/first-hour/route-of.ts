/** `/users/` and `/users?full=1` are `/users`. */
const segmentsOf = (request: string): readonly string[] =>
  request
    .replace(/\?.*$/, '')
    .replace(/(?<=\S)\/$/, '')
    .split('/');

function isOf(request: string, route: string): boolean {
  const wanted = segmentsOf(route);
  const given = segmentsOf(request);
  return (
    wanted.length === given.length &&
    wanted.every((segment, index) => segment === given[index] || (segment.startsWith(':') && given[index] !== ''))
  );
}

/** The route that a request such as `GET /users/7?full=1` goes to; null where there is none. */
export function routeOf(request: string, routes: readonly string[]): string | null {
  const candidates = routes.filter((route) => isOf(request, route));
  // A literal route wins over one with a parameter, as routers are written to have it.
  return candidates.find((route) => !route.includes(':')) ?? candidates[0] ?? null;
}
