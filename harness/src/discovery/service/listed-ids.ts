import { saysSecret } from '../../platform/secrets/secret-name.js';
import { partBefore } from './path-template.js';

/** A list in an answer, and its place there as JSONPath. */
export interface FoundList {
  readonly place: string;
  readonly items: readonly unknown[];
}

/** Lists that a service gave, by the path that gave them. */
export type Lists = ReadonlyMap<string, FoundList>;

/** A value for a parameter, and where a later run can fetch a new one if the service makes it anew at each start. */
export interface ListedValue {
  readonly value: string;
  readonly from: string;
  readonly source: string;
}

const isPlainName = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name);

/** The list in an answer: the whole answer, or the only list among its fields. */
export function listIn(text: string): FoundList | null {
  try {
    const answer: unknown = JSON.parse(text);
    if (Array.isArray(answer)) return { place: '$', items: answer };
    if (typeof answer !== 'object' || answer === null) return null;
    const lists = Object.entries(answer).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
    const [only] = lists;
    if (only === undefined || lists.length > 1 || !isPlainName(only[0])) return null;
    return { place: `$.${only[0]}`, items: only[1] };
  } catch {
    return null;
  }
}

const isId = (name: string): boolean => /(?:^|[a-z_])(?:id|Id|ID)$/.test(name);

/** The names that a parameter may have in the items of a list. */
const keysFor = (name: string): readonly string[] => (isId(name) ? [name, 'id', '_id', 'uuid'] : [name]);

/** The value in the first item of a list, and its place in that item. */
function valueIn(item: unknown, name: string): { readonly value: string; readonly place: string } | null {
  if (typeof item === 'string' || typeof item === 'number') return { value: String(item), place: '' };
  if (typeof item !== 'object' || item === null) return null;
  const fields = item as Readonly<Record<string, unknown>>;
  const key = keysFor(name).find((candidate) => ['string', 'number'].includes(typeof fields[candidate]));
  const value = key === undefined ? '' : String(fields[key]);
  return value === '' ? null : { value, place: `.${key}` };
}

/**
 * Paths of lists that may hold ids for a parameter: the list before it in the path, and one with the parameter's name.
 * So `productId` is an id of `/products` in any path.
 */
function pathsOfLists(path: string, name: string, lists: Lists): readonly string[] {
  const before = partBefore(path, name);
  const resource = name.replace(/_?id$/i, '').toLowerCase();
  const named = [...lists.keys()].filter((place) => {
    const last = place.split('/').at(-1)?.toLowerCase() ?? '';
    return resource !== '' && (last === resource || last === `${resource}s` || last === `${resource}es`);
  });
  return [...(lists.has(before) ? [before] : []), ...named];
}

/** The value that a list of the same resource gives for a parameter. Null when no list does. */
export function listedValue(path: string, name: string, lists: Lists): ListedValue | null {
  if (saysSecret(name)) return null;
  for (const from of pathsOfLists(path, name, lists)) {
    const list = lists.get(from);
    const found = valueIn(list?.items[0], name);
    if (list !== undefined && found !== null)
      return { value: found.value, from, source: `${list.place}[0]${found.place}` };
  }
  return null;
}

/** Whether a value is random, such as a UUID or an ObjectId. It will be different when the service starts again. */
export const isByChance = (value: string): boolean =>
  /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(value) ||
  /^[\da-f]{24,}$/i.test(value) ||
  /^[\w-]{21,}$/.test(value);
