import type { KnownRoute } from '../../../model/known-route.js' with { 'resolution-mode': 'import' };

/** Returns the routes that a router of some framework has by now. */
type Source = () => readonly KnownRoute[];

const sources: Source[] = [];

/** A longer chain of routers is taken for a cycle. */
const deepestMount = 16;

/** Joins a prefix and a path: `/` and `/x` make `/x`; `/a/` and `/` make `/a`. */
function joinPath(prefix: string, path: string): string {
  const joined = `${prefix.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
  return joined.length > 1 && (path === '' || path === '/') ? joined.replace(/\/+$/, '') : joined;
}

const routerGraph = {
  deepestMount,
  joinPath,
  add: (source: Source): void => {
    sources.push(source);
  },
  /** Each route once, in the order in which they were declared. A framework that cannot be read contributes none. */
  read(): readonly KnownRoute[] {
    const byName = new Map<string, KnownRoute>();
    for (const source of sources) {
      try {
        for (const route of source()) {
          const name = `${route.method} ${route.path}`;
          if (!byName.has(name)) byName.set(name, route);
        }
      } catch {
        // A version of the framework that we do not know.
      }
    }
    return [...byName.values()];
  },
};

export = routerGraph;
