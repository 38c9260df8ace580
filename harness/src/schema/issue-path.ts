import { quote } from '../platform/text/quote.js';

/** A path as a program would write it: `targets[0].env["my.key"]`. Empty for the value itself. */
export function formatPath(path: readonly PropertyKey[]): string {
  const text = path.map((key) => {
    if (typeof key === 'number') return `[${key}]`;
    return /^\w{1,40}$/.test(String(key)) ? `.${String(key)}` : `[${quote(String(key))}]`;
  });
  return text.join('').replace(/^\./, '');
}

/** The value at a path. Only an object's own fields are looked at. */
export const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key) ? Reflect.get(inner, key) : undefined,
    value,
  );
