/** A route as it stands in somebody's source. */
export interface FoundRoute {
  readonly method: string;
  readonly path: string;
}

/** Receivers whose `.get('/…')` asks others instead of answering. */
const askingReceivers = /^(axios|client|http|https|request|agent|fetch|got|ky|api[Cc]lient|supertest|map|cache|store)$/;

const callPattern = /([\w$]+)\s*\.\s*(get|post|put|patch|delete)\s*(?:<[^()]*>)?\s*\(\s*(['"`])(\/[^'"`\s]*)\3/g;
const routeObjectPattern =
  /\.route\s*\(\s*\{[^}]*?\bmethod\s*:\s*(['"`])(\w+)\1[^}]*?\b(?:url|path)\s*:\s*(['"`])(\/[^'"`\s]*)\3/g;
const comparedPattern = /\b(?:url|pathname|path)\s*===?\s*(['"`])(\/[^'"`\s]*)\1/g;
const keyPattern = /(['"])(\/[\w./:{}-]*)\1\s*:\s*[\w$]+\s*[,}]/g;

/**
 * Routes that a source file declares, as far as a look at its text can tell: `app.get('/x')` of Express, Fastify, Koa and
 * their kin, `route({ method, url })`, `request.url === '/x'`, and tables such as `{ '/x': handler }`.
 */
export function findRoutes(source: string): readonly FoundRoute[] {
  const text = withoutComments(source);
  const calls = [...text.matchAll(callPattern)].flatMap(([, receiver = '', method = '', , path = '']) =>
    askingReceivers.test(receiver) ? [] : [{ method: method.toUpperCase(), path }],
  );
  const objects = [...text.matchAll(routeObjectPattern)].map(([, , method = '', , path = '']) => ({
    method: method.toUpperCase(),
    path,
  }));
  const others = [...text.matchAll(comparedPattern), ...text.matchAll(keyPattern)];
  return [...calls, ...objects, ...others.map(([, , path = '']) => ({ method: 'GET', path }))];
}

/** Leaves `https://` alone, which only looks like a comment. */
const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');

export interface Mount {
  readonly prefix: string;
  /** Module that is mounted, as the source names it: `./routes/users.js`. */
  readonly module: string;
}

const usePattern = /\.use\s*\(\s*(['"`])(\/[^'"`\s]*)\1\s*,\s*(?:require\(\s*['"]([^'"]+)['"]\s*\)|([\w$]+))/g;
const registerPattern = /\.register\s*\(\s*([\w$]+)\s*,\s*\{[^}]*?\bprefix\s*:\s*(['"`])(\/[^'"`\s]*)\2/g;
const importPattern =
  /(?:import\s+(?:\{?\s*([\w$]+)\s*\}?)\s+from\s*['"]([^'"]+)['"])|(?:(?:const|let|var)\s+\{?\s*([\w$]+)\s*\}?\s*=\s*require\(\s*['"]([^'"]+)['"]\s*\))/g;

/** Routers of other files that a source file mounts under a prefix. */
export function findMounts(source: string): readonly Mount[] {
  const text = withoutComments(source);
  const modules = new Map(
    [...text.matchAll(importPattern)].map(([, a, fromA, b, fromB]) => [a ?? b ?? '', fromA ?? fromB ?? '']),
  );
  const used = [...text.matchAll(usePattern)].map(([, , prefix = '', required, name = '']) => ({
    prefix,
    module: required ?? modules.get(name) ?? '',
  }));
  const registered = [...text.matchAll(registerPattern)].map(([, name = '', , prefix = '']) => ({
    prefix,
    module: modules.get(name) ?? '',
  }));
  return [...used, ...registered].filter(({ module }) => module.startsWith('.'));
}
