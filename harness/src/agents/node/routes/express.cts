import graph = require('./router-graph.cjs');
import wrapMethod = require('./wrap-method.cjs');

import type { KnownRoute } from '../../../model/known-route.js' with { 'resolution-mode': 'import' };

/** A `Route` of Express 4 or of the package `router`. */
interface Route {
  readonly path: unknown;
  readonly methods: Readonly<Record<string, boolean>>;
}

type Part =
  | { readonly kind: 'route'; readonly route: Route }
  | { readonly kind: 'mount'; readonly path: string; readonly child: object };

interface App {
  /** Express 4. */
  readonly _router?: object;
  /** Express 5; in Express 4 it throws. */
  readonly router?: object;
}

const parts = new WeakMap<object, Part[]>();
const apps = new Set<object>();
const mountedApps = new Set<object>();

function addPart(owner: object, part: Part): void {
  const known = parts.get(owner);
  if (known === undefined) parts.set(owner, [part]);
  else known.push(part);
}

const isApp = (value: unknown): value is object => typeof value === 'function' && 'handle' in value && 'set' in value;

const textsOf = (path: unknown): readonly string[] =>
  [path].flat(Number.POSITIVE_INFINITY).filter((text): text is string => typeof text === 'string');

/**
 * Splits the arguments of `use` by Express's own rule: a first argument that is no function is the path, or several
 * paths.
 */
function splitUse(args: readonly unknown[]): {
  readonly paths: readonly string[];
  readonly handlers: readonly unknown[];
} {
  const [first] = [args[0]].flat(Number.POSITIVE_INFINITY);
  const hasPath = typeof first !== 'function' && args.length > 1;
  return {
    paths: hasPath ? textsOf(args[0]) : ['/'],
    handlers: (hasPath ? args.slice(1) : args).flat(Number.POSITIVE_INFINITY),
  };
}

function seeUse(self: object, args: readonly unknown[], isChild: (handler: unknown) => handler is object): void {
  const { paths, handlers } = splitUse(args);
  for (const child of handlers.filter(isChild)) for (const path of paths) addPart(self, { kind: 'mount', path, child });
}

const isFunction = (value: unknown): value is object => typeof value === 'function';

/** Watches `use` and `route` of a router's prototype, because layers of Express 5 do not keep their paths. */
function watchRouter(exports: unknown): void {
  if (typeof exports !== 'function') return;
  const own = exports as unknown as Readonly<Record<string, unknown>>;
  // Express 4 exports the prototype itself.
  const prototype = typeof own.use === 'function' ? own : (exports.prototype as Readonly<Record<string, unknown>>);
  wrapMethod(prototype, 'use', (self, args) => seeUse(self, args, isFunction));
  wrapMethod(prototype, 'route', (self, _args, route) => addPart(self, { kind: 'route', route: route as Route }));
}

/**
 * Watches the prototype of `express()`. It sees each application, and the applications that are mounted on it: the
 * router sees only a wrapper of those.
 */
function watchApplication(exports: unknown): void {
  const prototype = exports as Readonly<Record<string, unknown>>;
  wrapMethod(prototype, 'init', (self) => apps.add(self));
  wrapMethod(prototype, 'use', (self, args) => {
    seeUse(self, args, isApp);
    for (const child of splitUse(args).handlers.filter(isApp)) mountedApps.add(child);
  });
}

function routerOf(app: App): object | null {
  try {
    return app._router ?? app.router ?? null;
  } catch {
    return null;
  }
}

function routesOf({ path, methods }: Route, prefix: string): readonly KnownRoute[] {
  const names = Object.keys(methods).filter((method) => methods[method]);
  // This came from `all`. Express 4 marks it; the application of Express 5 lists every method there is.
  const isAny = names.includes('_all') || names.includes('propfind');
  // A route for all methods and any path is middleware.
  const paths = textsOf(path).filter((text) => !isAny || !text.includes('*'));
  return paths.flatMap((text) =>
    (isAny ? ['get'] : names).map((name) => ({
      method: name.toUpperCase(),
      path: graph.joinPath(prefix, text),
      ...(isAny ? { isForAll: true } : {}),
    })),
  );
}

function walk(node: object, prefix: string, depth: number): readonly KnownRoute[] {
  if (depth > graph.deepestMount) return [];
  const own = (parts.get(node) ?? []).flatMap((part) =>
    part.kind === 'route'
      ? routesOf(part.route, prefix)
      : walk(part.child, graph.joinPath(prefix, part.path), depth + 1),
  );
  const router = apps.has(node) ? routerOf(node) : null;
  return router === null ? own : [...walk(router, prefix, depth + 1), ...own];
}

graph.add(() => [...apps].filter((app) => !mountedApps.has(app)).flatMap((app) => walk(app, '/', 0)));

export = { watchRouter, watchApplication };
