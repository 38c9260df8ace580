import { type Fields, isFields } from '../values.js';

/** Longer chains of references are cycles. */
const longestChain = 20;

/**
 * The object at a place of the document. If it is a `$ref`, the object that it leads to. Null when it leads nowhere.
 */
export function resolveReference(value: unknown, root: Fields): Fields | null {
  let found: unknown = value;
  for (let step = 0; step < longestChain; step++) {
    if (!isFields(found)) return null;
    if (typeof found.$ref !== 'string') return found;
    found = atPointer(found.$ref, root);
  }
  return null;
}

/** Follows a JSON Pointer (RFC 6901) that is written as a fragment. */
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
