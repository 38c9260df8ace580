import type { RecordedRequest } from '../recorded-request.js';
import { isFields } from '../values.js';

/** Matches ids: numbers, UUIDs, and long words of hexadecimal digits. */
const idPattern = /^(\d+|[\da-f]{8}-[\da-f-]{27}|[\da-f]{12,})$/i;

const segmentShape = (segment: string): string => (idPattern.test(segment) ? '#' : segment);

const namesOf = (query: string): string =>
  [...new Set(query.split('&').map((pair) => pair.split('=', 1)[0]))].toSorted().join('&');

/** The shape of a body. GraphQL has one path for everything, so its operation counts too. */
function bodyShape(body: string | null): string {
  if (body === null) return '';
  try {
    const value: unknown = JSON.parse(body);
    if (!isFields(value)) return typeof value;
    const { query, operationName, method } = value;
    const parts = [operationName, query, method].filter((part) => typeof part === 'string');
    return [...Object.keys(value).toSorted(), ...parts].join(',');
  } catch {
    return body.includes('=') ? namesOf(body) : '';
  }
}

/** The shape of a request. Requests of the same shape do the same work for different values. */
export function shapeOf({ method, path, body }: RecordedRequest): string {
  const [before = '', query = ''] = path.split('?');
  return [method, before.split('/').map(segmentShape).join('/'), namesOf(query), bodyShape(body)].join(' ');
}
