import { createRouter, mount, type Router } from './router.js';
import { propertyOf, type Value } from './value.js';

type Maker = 'app' | 'router' | 'mount' | 'list' | 'first';

/**
 * What a call of a package's member makes. The empty name stands for the package itself. `app` answers by itself,
 * `router` has to be mounted, `mount` puts an app under a prefix, `list` joins handlers, and `first` returns its
 * argument.
 */
const makers: Readonly<Record<string, Readonly<Record<string, Maker>>>> = {
  express: { '': 'app', Router: 'router' },
  router: { '': 'router' },
  'express-promise-router': { '': 'router' },
  koa: { '': 'app' },
  'koa-router': { '': 'router', Router: 'router' },
  '@koa/router': { '': 'router', Router: 'router' },
  'koa-mount': { '': 'mount' },
  'koa-compose': { '': 'list' },
  fastify: { '': 'app', fastify: 'app', Fastify: 'app' },
  'fastify-plugin': { '': 'first', fastifyPlugin: 'first' },
  hono: { Hono: 'app' },
  'hono/tiny': { Hono: 'app' },
  'hono/quick': { Hono: 'app' },
  '@hono/zod-openapi': { OpenAPIHono: 'app' },
  polka: { '': 'app' },
  '@tinyhttp/app': { App: 'app' },
  restify: { createServer: 'app' },
};

const routerValue = (router: Router, base = ''): Value => ({ kind: 'router', router, base });

/** The value of `koaMount('/prefix', app)`, or of an app alone. */
function mounted(args: readonly Value[]): Value | null {
  const [first, second] = args;
  const child = second ?? first;
  if (child?.kind !== 'router') return null;
  const around = createRouter(false);
  mount(around, second === undefined ? '' : first?.kind === 'text' ? first.text : null, child.router);
  return routerValue(around);
}

/** The result of calling something of a package. Null when it has no routes. */
export function makeFromPackage(
  { name, members }: Extract<Value, { kind: 'package' }>,
  args: readonly Value[],
): Value | null {
  const member = members.filter((part) => part !== 'default').join('.');
  const maker = makers[name]?.[member];
  if (maker === undefined) return null;
  if (maker === 'mount') return mounted(args);
  if (maker === 'list') return args[0] ?? null;
  if (maker === 'first') return args[0] ?? null;
  const prefix = propertyOf(args[0], 'prefix');
  return routerValue(createRouter(maker === 'app', prefix.kind === 'text' ? prefix.text : ''));
}
