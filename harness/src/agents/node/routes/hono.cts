import graph = require('./router-graph.cjs');
import wrapMethod = require('./wrap-method.cjs');

interface Hono {
  readonly routes: readonly { readonly method: string; readonly path: string }[];
}

/**
 * The global function through which the class calls us. Its module is an ES module, whose exports cannot be changed.
 */
const hook = '__leaklineSeeHono';

const apps = new Set<Hono>();
const mountedApps = new Set<object>();
const watched = new WeakSet<object>();

function seeHono(app: Hono): [] {
  apps.add(app);
  let prototype: object | null = Object.getPrototypeOf(app) as object | null;
  while (prototype !== null && !Object.hasOwn(prototype, 'route'))
    prototype = Object.getPrototypeOf(prototype) as object | null;
  if (prototype !== null && !watched.has(prototype)) {
    watched.add(prototype);
    wrapMethod(prototype as Readonly<Record<string, unknown>>, 'route', (_self, [, child]) =>
      mountedApps.add(child as object),
    );
  }
  return [];
}

function watchHono(): void {
  Object.defineProperty(globalThis, hook, { value: seeHono, enumerable: false });
}

/** Middleware is among the routes: for all methods, with a path that ends in an asterisk. */
const isMiddleware = ({ method, path }: Hono['routes'][number]): boolean => method === 'ALL' && path.endsWith('*');

graph.add(() =>
  [...apps]
    .filter((app) => !mountedApps.has(app))
    .flatMap(({ routes }) => routes.filter((route) => !isMiddleware(route)))
    .map(({ method, path }) => (method === 'ALL' ? { method: 'GET', path, isForAll: true } : { method, path })),
);

export = watchHono;
