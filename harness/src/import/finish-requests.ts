import type { ImportedRequest } from './imported.js';

const plainId = ({ method, path }: ImportedRequest): string => `${method} ${path}`;

const contentOf = ({ id: _id, ...request }: ImportedRequest): string => JSON.stringify(request);

/** Each request once, and each under an id of its own: method and path, where these tell it from all others. */
export function finishRequests(requests: readonly ImportedRequest[]): readonly ImportedRequest[] {
  const unique = [...new Map(requests.map((request) => [contentOf(request), request])).values()];
  const counts = new Map<string, number>();
  for (const request of unique) counts.set(plainId(request), (counts.get(plainId(request)) ?? 0) + 1);
  const taken = new Set<string>();
  return unique.map(({ id: suggested, ...request }) => {
    const name = counts.get(plainId(request)) === 1 ? plainId(request) : (suggested ?? plainId(request));
    let id = name;
    for (let count = 2; taken.has(id); count++) id = `${name} (${count})`;
    taken.add(id);
    return id === plainId(request) ? request : { ...request, id };
  });
}
