import graph = require('./router-graph.cjs');
import wrapMethod = require('./wrap-method.cjs');

import type { KnownRoute } from '../../../model/known-route.js' with { 'resolution-mode': 'import' };

/**
 * What `router.routes()` returns. In all versions of `koa-router` and `@koa/router` this middleware names its router.
 */
interface RouterMiddleware {
  readonly router?: { readonly stack?: readonly Layer[] };
}

/** The path includes the router's prefix, and those of the routers around it. */
interface Layer {
  readonly path: unknown;
  readonly methods: readonly string[];
}

const apps = new Set<{ readonly middleware?: readonly unknown[] }>();
const composed = new WeakMap<object, readonly unknown[]>();
const mounted = new WeakMap<object, { readonly prefix: string; readonly child: object }>();
const mountedApps = new Set<object>();

const isObject = (value: unknown): value is object =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

/** Watches the class `Application`. */
function watchKoa(exports: unknown): void {
  if (typeof exports !== 'function') return;
  wrapMethod(exports.prototype as Readonly<Record<string, unknown>>, 'use', (self) => apps.add(self));
}

/** Returns `koa-compose`, wrapped so that we remember what was composed. */
function watchCompose<T>(exports: T): T {
  const holder = { compose: exports };
  wrapMethod(holder, 'compose', (_self, [list], made) => {
    if (isObject(made) && Array.isArray(list)) composed.set(made, list);
  });
  return holder.compose;
}

/** Returns `koa-mount`, wrapped so that we remember what was mounted where. */
function watchMount<T>(exports: T): T {
  const holder = { mount: exports };
  wrapMethod(holder, 'mount', (_self, [prefix, child], made) => {
    const [path, app] = typeof prefix === 'string' ? [prefix, child] : ['/', prefix];
    if (!isObject(made) || !isObject(app)) return;
    mounted.set(made, { prefix: path, child: app });
    mountedApps.add(app);
  });
  return holder.mount;
}

const routesOf = ({ path, methods }: Layer, prefix: string): readonly KnownRoute[] =>
  [path]
    .flat()
    .flatMap((text: unknown) =>
      typeof text !== 'string' ? [] : methods.map((method) => ({ method, path: graph.joinPath(prefix, text) })),
    );

function walk(node: unknown, prefix: string, depth: number): readonly KnownRoute[] {
  if (!isObject(node) || depth > graph.deepestMount) return [];
  const { router, middleware } = node as RouterMiddleware & { readonly middleware?: readonly unknown[] };
  const routes = (router?.stack ?? []).flatMap((layer) => routesOf(layer, prefix));
  const inner = [...(composed.get(node) ?? []), ...(Array.isArray(middleware) ? middleware : [])];
  const mount = mounted.get(node);
  return [
    ...routes,
    ...inner.flatMap((part) => walk(part, prefix, depth + 1)),
    ...(mount === undefined ? [] : walk(mount.child, graph.joinPath(prefix, mount.prefix), depth + 1)),
  ];
}

graph.add(() => [...apps].filter((app) => !mountedApps.has(app)).flatMap((app) => walk(app, '/', 0)));

export = { watchKoa, watchCompose, watchMount };
