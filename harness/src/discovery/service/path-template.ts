/** `:id`, `:id(\\d+)`, `:id{[0-9]+}`, `{id}`. */
const parameter = /:(\w+)(?:\((?:[^()]|\([^()]*\))*\)|\{[^}]*\})?|\{(\w+)\}/g;

/** Express's `{/:id}`, `/:id?` of older ones, and Hono's: the path without it answers as well. */
const withoutOptional = (path: string): string =>
  path.replace(/\{[^}]*[:*/][^}]*\}/g, '').replace(/\/:\w+(?:\([^)]*\))?\?/g, '');

/** The names of the parameters that a path must have. */
export const parametersOf = (path: string): readonly string[] =>
  [...withoutOptional(path).matchAll(parameter)].map(([, one, other]) => one ?? other ?? '');

/** What a run puts a new number in place of, in each request. */
export const freshNumber = '{n}';

/** A path with values in place of its parameters; null where one is missing. */
export function fillPath(path: string, valueFor: (name: string) => string | null): string | null {
  let isWhole = true;
  const filled = withoutOptional(path).replace(parameter, (_match, one?: string, other?: string) => {
    const value = valueFor(one ?? other ?? '');
    isWhole &&= value !== null;
    return /^\{\w+\}$/.test(value ?? '') ? (value ?? '') : encodeURIComponent(value ?? '');
  });
  return isWhole ? filled || '/' : null;
}

/** Asks for any path: only its author knows which ones mean something. */
export const isPattern = (path: string): boolean => /[*()[\]+?|]/.test(fillPath(path, () => 'x') ?? '');

/** The part of a path in front of a parameter: `/users` of `/users/:id/posts`. */
export function partBefore(path: string, name: string): string {
  const place = path.search(new RegExp(`:${name}\\b|\\{${name}\\}`));
  return place === -1 ? path : path.slice(0, place).replace(/\/[^/]*$/, '') || '/';
}

/** The same route, whatever its parameters are called. */
export const templateKey = (method: string, path: string): string =>
  `${method} ${withoutOptional(path)
    .replace(parameter, ':')
    .replace(/(.)\/+$/, '$1')}`;
