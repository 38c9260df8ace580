import type { KnownRoute } from '../../model/known-route.js';
import { joinPath } from '../join-path.js';

type Step =
  | { readonly kind: 'route'; readonly route: KnownRoute }
  /** The prefix is null when the router is mounted at an unknown path. */
  | { readonly kind: 'mount'; readonly prefix: string | null; readonly router: Router };

/** A router that the sources make. */
export interface Router {
  /** Whether it answers by itself, unless it is mounted on another router. */
  readonly isApp: boolean;
  prefix: string;
  isMounted: boolean;
  readonly steps: Step[];
}

export const createRouter = (isApp: boolean, prefix = ''): Router => ({ isApp, prefix, isMounted: false, steps: [] });

export function mount(parent: Router, prefix: string | null, child: Router): void {
  child.isMounted = true;
  parent.steps.push({ kind: 'mount', prefix, router: child });
}

/** Longer chains of routers are a cycle. */
const deepestMount = 16;

/** Routes of a router and of all routers mounted on it. Routes behind an unknown prefix are left out. */
export function routesOf(router: Router, prefix = '', depth = 0): readonly KnownRoute[] {
  if (depth > deepestMount) return [];
  const own = joinPath(prefix, router.prefix);
  return router.steps.flatMap((step) => {
    if (step.kind === 'route') return [{ ...step.route, path: joinPath(own, step.route.path) }];
    return step.prefix === null ? [] : routesOf(step.router, joinPath(own, step.prefix), depth + 1);
  });
}

/** All routers that can be reached from one, including itself, through known prefixes. */
export function reachableFrom(router: Router, seen = new Set<Router>()): ReadonlySet<Router> {
  if (seen.has(router)) return seen;
  seen.add(router);
  for (const step of router.steps) {
    if (step.kind === 'mount' && step.prefix !== null) reachableFrom(step.router, seen);
  }
  return seen;
}
