import { type Fields, isFields } from '../values.js';

/** References that lead to references, or round in circles, end here. */
const longestChain = 20;

/** What stands in a place of the document, behind its `$ref` if it has one; null where that leads nowhere. */
export function resolveReference(value: unknown, root: Fields): Fields | null {
  let found: unknown = value;
  for (let step = 0; step < longestChain; step++) {
    if (!isFields(found)) return null;
    if (typeof found.$ref !== 'string') return found;
    found = atPointer(found.$ref, root);
  }
  return null;
}

/** JSON Pointer (RFC 6901) as a fragment. */
function atPointer(reference: string, root: Fields): unknown {
  const keys = reference.replace(/^#\/?/, '').split('/');
  return keys.reduce<unknown>((value, key) => {
    const name = unescaped(key);
    if (Array.isArray(value)) return value[Number(name)];
    return isFields(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }, root);
}

function unescaped(key: string): string {
  const text = key.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
