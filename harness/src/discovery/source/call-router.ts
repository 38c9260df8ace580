import { joinPath } from '../join-path.js';
import { createRouter, mount, type Router } from './router.js';
import { flattened, propertyOf, textsOf, unknown, type Value } from './value.js';

/** How the interpreter runs a plugin, and the files of `@fastify/autoload`. */
export interface PluginRunner {
  run(plugin: Value, router: Value, options: Value): void;
  autoload(router: Router, options: Value): void;
}

type RouterValue = Extract<Value, { kind: 'router' }>;

const methodNames: ReadonlySet<string> = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'del',
  'head',
  'options',
  'all',
]);

/** The method that a router's function declares. A route for `all` also answers GET. */
const methodOf = (name: string): string => (name === 'del' ? 'DELETE' : name === 'all' ? 'GET' : name.toUpperCase());

function addRoutes(router: Router, base: string, methods: readonly string[], paths: readonly string[] | null): void {
  for (const path of paths ?? []) {
    if (path !== '' && !path.startsWith('/')) continue;
    for (const method of methods) {
      router.steps.push({ kind: 'route', route: { method, path: joinPath(base, path) } });
    }
  }
}

/** `get('/x', handler)`. In Koa, the name of the route may stand in front. `app.get('env')` reads a setting. */
function addHandler({ router, base }: RouterValue, name: string, args: readonly Value[]): void {
  if (args.length < 2) return;
  const isNamed = args.length > 2 && args[0]?.kind === 'text' && !/^(\/|$)/.test(args[0].text);
  addRoutes(router, base, [methodOf(name)], textsOf(isNamed ? args[1] : args[0]));
}

function use({ router, base }: RouterValue, args: readonly Value[]): void {
  const texts = textsOf(args[0]);
  const [first] = args;
  // A value that is no text and cannot be mounted is an unknown path, or a handler.
  const isUnknownPath = texts === null && args.length > 1 && first?.kind === 'unknown';
  const paths = texts ?? (isUnknownPath ? [null] : ['']);
  const children = flattened(texts === null ? args : args.slice(1)).filter((value) => value.kind === 'router');
  for (const child of children) {
    for (const path of paths) mount(router, path === null ? null : joinPath(base, path), child.router);
  }
}

/** Fastify's `route({ method, url, handler })`. */
function routeObject({ router, base }: RouterValue, options: Value): void {
  const methods = textsOf(propertyOf(options, 'method')) ?? [];
  const paths = textsOf(propertyOf(options, 'url')) ?? textsOf(propertyOf(options, 'path'));
  addRoutes(
    router,
    base,
    methods.map((method) => method.toUpperCase()),
    paths,
  );
}

function route(value: RouterValue, args: readonly Value[]): Value {
  const [first, second] = args;
  if (first?.kind === 'object') {
    routeObject(value, first);
    return value;
  }
  const paths = textsOf(first);
  // Hono mounts routers in this way.
  if (second?.kind === 'router') {
    mount(value.router, paths?.[0] === undefined ? null : joinPath(value.base, paths[0]), second.router);
    return value;
  }
  return { kind: 'path', router: value.router, paths: paths?.map((path) => joinPath(value.base, path)) ?? null };
}

function register(value: RouterValue, args: readonly Value[], plugins: PluginRunner): void {
  const [plugin = unknown, options = unknown] = args;
  const { router, base } = value;
  if (plugin.kind === 'text') {
    addRoutes(router, base, textsOf(options) ?? [], [plugin.text]);
    return;
  }
  const prefix = propertyOf(options, 'prefix');
  const isTold = options.kind !== 'object' || !options.properties.has('prefix') || prefix.kind === 'text';
  const child = createRouter(false);
  mount(router, isTold ? (prefix.kind === 'text' ? prefix.text : '') : null, child);
  if (plugin.kind === 'package' && plugin.name === '@fastify/autoload') plugins.autoload(child, options);
  else plugins.run(plugin, { kind: 'router', router: child, base: '' }, options);
}

/**
 * Does what `router.name(…)` does, and returns its value. Frameworks use different names, but each name means the same
 * everywhere.
 */
export function callRouter(value: RouterValue, name: string, args: readonly Value[], plugins: PluginRunner): Value {
  if (methodNames.has(name)) addHandler(value, name, args);
  else if (name === 'use') use(value, args);
  else if (name === 'route') return route(value, args);
  else if (name === 'register') register(value, args, plugins);
  else if (name === 'on' && args.length > 2)
    addRoutes(value.router, value.base, textsOf(args[0]) ?? [], textsOf(args[1]));
  else if (name === 'prefix' && args[0]?.kind === 'text')
    value.router.prefix = joinPath(args[0].text, value.router.prefix);
  else if (name === 'basePath' && args[0]?.kind === 'text')
    return { ...value, base: joinPath(value.base, args[0].text) };
  else if (name === 'listen') return unknown;
  return value;
}

/** `app.route('/x').get(…).post(…)`. */
export function callPath(value: Extract<Value, { kind: 'path' }>, name: string): Value {
  if (methodNames.has(name)) addRoutes(value.router, '', [methodOf(name)], value.paths);
  return value;
}
