import type { KnownRoute } from '../../../model/known-route.js' with { 'resolution-mode': 'import' };

/** Gives the routes that a router of some framework has by now. */
type Source = () => readonly KnownRoute[];

const sources: Source[] = [];

/** Longer chains of routers are a cycle. */
const deepestMount = 16;

/** `/` and `/x` are `/x`; `/a/` and `/` are `/a`. */
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
  /** Each once, in the order in which they were declared. A framework that cannot be read tells nothing. */
  read(): readonly KnownRoute[] {
    const byName = new Map<string, KnownRoute>();
    for (const source of sources) {
      try {
        for (const route of source()) {
          const name = `${route.method} ${route.path}`;
          if (!byName.has(name)) byName.set(name, route);
        }
      } catch {
        // Another version than those known.
      }
    }
    return [...byName.values()];
  },
};

export = routerGraph;
