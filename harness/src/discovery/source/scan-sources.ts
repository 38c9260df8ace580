import type { Program } from 'acorn';
import type { KnownRoute } from '../../model/known-route.js';
import { joinPath } from '../join-path.js';
import { createInterpreter, type ProjectInterpreter } from './create-interpreter.js';
import { findNestRoutes } from './nest.js';
import { parseSource } from './parse-source.js';
import { findPlainRoutes } from './plain-server.js';
import { createRouter, type Router, reachableFrom, routesOf } from './router.js';
import { memberOf } from './scope.js';

/** What the sources tell about a service's routes. */
export interface ScannedRoutes {
  readonly routes: readonly KnownRoute[];
  /**
   * Routes of routers that are mounted nowhere, or at an unknown path. Their paths are only the ends of the real paths.
   */
  readonly unmounted: readonly KnownRoute[];
}

type Programs = ReadonlyMap<string, Program>;

/**
 * Finds the routes that the code declares. The code is followed but not executed.
 *
 * @param files texts by path relative to the project, with `/`.
 * @param entry the file that is started, if it is known. Files that it does not load are not part of the service.
 * @param plugin the file whose function gets the application (`fastify start app.js`), if there is one.
 */
export function scanSources(
  files: ReadonlyMap<string, string>,
  entry: string | null,
  plugin: string | null = null,
): ScannedRoutes {
  const programs = new Map(
    [...files].flatMap(([file, source]) => {
      const program = parseSource(file, source);
      return program === null ? [] : [[file, program] as const];
    }),
  );
  const start = plugin ?? entry;
  const fromStart = start !== null && programs.has(start) ? scan(programs, [start], plugin) : none;
  return fromStart.routes.length > 0 ? fromStart : scan(programs, [...programs.keys()], null);
}

const none: ScannedRoutes = { routes: [], unmounted: [] };

function scan(programs: Programs, starts: readonly string[], plugin: string | null): ScannedRoutes {
  const seen = new Set<Router>();
  const interpreter = createInterpreter(programs, (router) => seen.add(router));
  for (const file of starts) interpreter.run(file);
  if (plugin !== null) seen.add(runPlugin(interpreter, plugin));
  const isWhole = starts.length > 1;
  if (isWhole) for (const orphan of runUncalled(interpreter)) seen.add(orphan);
  const apps = [...seen].filter(({ isApp, isMounted }) => isApp && !isMounted);
  const nest = findNestRoutes(programs, interpreter);
  const routed = [...apps.flatMap((app) => routesOf(app)), ...nest];
  const reached = new Set(apps.flatMap((app) => [...reachableFrom(app)]));
  const lost = [...everyRouter(seen)].filter((router) => !reached.has(router));
  const unmounted = routesOfLost(lost);
  const loaded = [...programs.keys()].filter((file) => interpreter.scopeOf(file) !== null);
  const plain = routed.length + unmounted.length > 0 ? [] : findPlainRoutes(programs, loaded);
  return { routes: distinct([...routed, ...plain]), unmounted: distinct(unmounted) };
}

/** The application that a framework's own program passes to a plugin, with what the plugin declares. */
function runPlugin(interpreter: ProjectInterpreter, file: string): Router {
  const app = createRouter(true);
  const exported = interpreter.run(file);
  const plugin = exported.kind === 'object' ? memberOf(exported, 'default') : exported;
  if (plugin.kind === 'function') interpreter.call(plugin, [{ kind: 'router', router: app, base: '' }]);
  return app;
}

/** Calls functions that nothing called, and returns the routers with what they declare on their parameters. */
function runUncalled(interpreter: ProjectInterpreter): readonly Router[] {
  return interpreter.uncalled().flatMap((value) => {
    const orphans = value.node.params.map(() => createRouter(false));
    interpreter.call(
      value,
      orphans.map((router) => ({ kind: 'router', router, base: '' })),
    );
    return orphans;
  });
}

function everyRouter(routers: Iterable<Router>, all = new Set<Router>()): ReadonlySet<Router> {
  for (const router of routers) {
    if (all.has(router)) continue;
    all.add(router);
    everyRouter(
      router.steps.flatMap((step) => (step.kind === 'mount' ? [step.router] : [])),
      all,
    );
  }
  return all;
}

/** Routes of routers that are not mounted. Their paths begin at the outermost router. */
function routesOfLost(lost: readonly Router[]): readonly KnownRoute[] {
  const inner = new Set(
    lost.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === 'mount' && step.prefix !== null ? [step.router] : [])),
    ),
  );
  const outer = lost.filter((router) => !inner.has(router));
  // Routers that only mount one another have no outermost one.
  return outer.length > 0 ? outer.flatMap((router) => routesOf(router)) : lost.flatMap(ownRoutes);
}

const ownRoutes = ({ prefix, steps }: Router): readonly KnownRoute[] =>
  steps.flatMap((step) => (step.kind === 'route' ? [{ ...step.route, path: joinPath(prefix, step.route.path) }] : []));

const distinct = (routes: readonly KnownRoute[]): readonly KnownRoute[] => [
  ...new Map(routes.map((route) => [`${route.method} ${route.path}`, route])).values(),
];
