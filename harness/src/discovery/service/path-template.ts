/** Matches `:id`, `:id(\\d+)`, `:id{[0-9]+}` and `{id}`. */
const parameter = /:(\w+)(?:\((?:[^()]|\([^()]*\))*\)|\{[^}]*\})?|\{(\w+)\}/g;

/**
 * The path without its optional parameters, which answers as well: `{/:id}` in Express, `/:id?` in older versions and
 * in Hono.
 */
const withoutOptional = (path: string): string =>
  path.replace(/\{[^}]*[:*/][^}]*\}/g, '').replace(/\/:\w+(?:\([^)]*\))?\?/g, '');

/** The names of the parameters that a path must have. */
export const parametersOf = (path: string): readonly string[] =>
  [...withoutOptional(path).matchAll(parameter)].map(([, one, other]) => one ?? other ?? '');

/** The placeholder that a run replaces by a new number in each request. */
export const freshNumber = '{n}';

/** Puts values in place of a path's parameters. Null when one has no value. */
export function fillPath(path: string, valueFor: (name: string) => string | null): string | null {
  let isWhole = true;
  const filled = withoutOptional(path).replace(parameter, (_match, one?: string, other?: string) => {
    const value = valueFor(one ?? other ?? '');
    isWhole &&= value !== null;
    return /^\{\w+\}$/.test(value ?? '') ? (value ?? '') : encodeURIComponent(value ?? '');
  });
  return isWhole ? filled || '/' : null;
}

/** Whether a path is a pattern that matches many paths. Only its author knows which of them mean something. */
export const isPattern = (path: string): boolean => /[*()[\]+?|]/.test(fillPath(path, () => 'x') ?? '');

/** The part of a path in front of a parameter: `/users` for `id` in `/users/:id/posts`. */
export function partBefore(path: string, name: string): string {
  const place = path.search(new RegExp(`:${name}\\b|\\{${name}\\}`));
  return place === -1 ? path : path.slice(0, place).replace(/\/[^/]*$/, '') || '/';
}

/** A key that is the same for two paths that differ only in the names of their parameters. */
export const templateKey = (method: string, path: string): string =>
  `${method} ${withoutOptional(path)
    .replace(parameter, ':')
    .replace(/(.)\/+$/, '$1')}`;
