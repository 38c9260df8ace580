import type { Program } from 'acorn';
import type { KnownRoute } from '../../model/known-route.js';
import { joinPath } from '../join-path.js';
import { createWorld, type ProjectWorld } from './create-world.js';
import { findNestRoutes } from './nest.js';
import { parseSource } from './parse-source.js';
import { findPlainRoutes } from './plain-server.js';
import { createRouter, type Router, reachableFrom, routesOf } from './router.js';
import { memberOf } from './scope.js';

/** What the sources tell of a service's routes. */
export interface ScannedRoutes {
  readonly routes: readonly KnownRoute[];
  /** Their router is mounted where nobody can tell, or nowhere: the paths are only the ends of those that answer. */
  readonly unmounted: readonly KnownRoute[];
}

type Programs = ReadonlyMap<string, Program>;

/**
 * Finds routes as the code would declare them: it is followed, and not executed.
 *
 * @param files by path relative to the project, with `/`
 * @param entry the file that is started, where it is known: what it does not load is not part of the service.
 * @param plugin the file whose function is given the application (`fastify start app.js`), where there is one.
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
  const world = createWorld(programs, (router) => seen.add(router));
  for (const file of starts) world.run(file);
  if (plugin !== null) seen.add(runPlugin(world, plugin));
  const isWhole = starts.length > 1;
  if (isWhole) for (const orphan of runUncalled(world)) seen.add(orphan);
  const apps = [...seen].filter(({ isApp, isMounted }) => isApp && !isMounted);
  const nest = findNestRoutes(programs, world);
  const routed = [...apps.flatMap((app) => routesOf(app)), ...nest];
  const reached = new Set(apps.flatMap((app) => [...reachableFrom(app)]));
  const lost = [...everyRouter(seen)].filter((router) => !reached.has(router));
  const unmounted = routesOfLost(lost);
  const loaded = [...programs.keys()].filter((file) => world.scopeOf(file) !== null);
  const plain = routed.length + unmounted.length > 0 ? [] : findPlainRoutes(programs, loaded);
  return { routes: distinct([...routed, ...plain]), unmounted: distinct(unmounted) };
}

/** The application that a plugin is given by a program of its framework. */
function runPlugin(world: ProjectWorld, file: string): Router {
  const app = createRouter(true);
  const exported = world.run(file);
  const plugin = exported.kind === 'object' ? memberOf(exported, 'default') : exported;
  if (plugin.kind === 'function') world.call(plugin, [{ kind: 'router', router: app, base: '' }]);
  return app;
}

/** What a function declares on what it is given, where nobody gives it anything. */
function runUncalled(world: ProjectWorld): readonly Router[] {
  return world.uncalled().flatMap((value) => {
    const orphans = value.node.params.map(() => createRouter(false));
    world.call(
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

/** As far as their paths can be told: from the outermost router that nobody mounts. */
function routesOfLost(lost: readonly Router[]): readonly KnownRoute[] {
  const inner = new Set(
    lost.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === 'mount' && step.prefix !== null ? [step.router] : [])),
    ),
  );
  const outer = lost.filter((router) => !inner.has(router));
  // Those that only mount one another have no outermost.
  return outer.length > 0 ? outer.flatMap((router) => routesOf(router)) : lost.flatMap(ownRoutes);
}

const ownRoutes = ({ prefix, steps }: Router): readonly KnownRoute[] =>
  steps.flatMap((step) => (step.kind === 'route' ? [{ ...step.route, path: joinPath(prefix, step.route.path) }] : []));

const distinct = (routes: readonly KnownRoute[]): readonly KnownRoute[] => [
  ...new Map(routes.map((route) => [`${route.method} ${route.path}`, route])).values(),
];
