import graph = require('./router-graph.cjs');
import wrapMethod = require('./wrap-method.cjs');

import type { KnownRoute } from '../../../model/known-route.js' with { 'resolution-mode': 'import' };

const routes: KnownRoute[] = [];

/** What Fastify stores with a route. */
interface Store {
  readonly schema?: { readonly body?: unknown };
}

function bodySchemaOf(store: unknown): Pick<KnownRoute, 'bodySchema'> {
  const schema = typeof store === 'object' && store !== null ? (store as Store).schema?.body : undefined;
  return schema === undefined ? {} : { bodySchema: schema };
}

/**
 * Watches the router of Fastify and restify, which is given whole paths. Routes that `all` declares are taken out
 * again, because Fastify declares its answers to unknown paths with it.
 */
function watchFindMyWay(exports: unknown): void {
  if (typeof exports !== 'function') return;
  const prototype = exports.prototype as Readonly<Record<string, unknown>>;
  const known = new WeakMap<object, KnownRoute[]>();
  wrapMethod(prototype, 'on', (self, [method, path, ...rest]) => {
    if (typeof path !== 'string') return;
    const made = [method].flat().map((name) => ({
      method: String(name),
      path,
      ...bodySchemaOf(rest.at(-1)),
    }));
    known.set(self, made);
    routes.push(...made);
  });
  wrapMethod(prototype, 'all', (self) => {
    const last = known.get(self) ?? [];
    routes.splice(routes.length - last.length, last.length);
  });
}

graph.add(() => routes);

export = watchFindMyWay;
