import { expect } from 'chai';
import { scanSources } from '../../../../src/discovery/source/scan-sources.js';

type Files = Readonly<Record<string, string>>;

const named = (routes: readonly { readonly method: string; readonly path: string }[]): readonly string[] =>
  routes.map(({ method, path }) => `${method} ${path}`);

interface Case {
  readonly what: string;
  readonly files: Files;
  readonly routes: readonly string[];
  readonly unmounted?: readonly string[];
  readonly entry?: string;
  readonly plugin?: string;
}

const users =
  "const { Router } = require('express'); const r = Router(); r.get('/', h); r.route('/:id').get(h).delete(h);";

const cases: readonly Case[] = [
  {
    what: 'Express: methods, several paths, all, chains',
    files: {
      'app.js': `const express = require('express'); const app = express();
        app.get('/users', list); app.post("/users", check, add); app.get(['/a', '/b'], h); app.all('/any', h);
        app.route('/x').get(h).post(h); app.get('env'); app.set('x', '/no');`,
    },
    routes: ['GET /users', 'POST /users', 'GET /a', 'GET /b', 'GET /any', 'GET /x', 'POST /x'],
  },
  {
    what: 'routers of other files, mounted by name, by property and directly',
    files: {
      'app.js': `const app = require('express')(); const routes = require('./routes');
        app.use('/users', routes.user); app.use('/inline', require('./routes/users')); app.use('/admin', auth, admin());
        const admin2 = require('./routes/users'); app.use('/guarded', auth, role('x'), admin2);`,
      'routes/index.js': "module.exports = { user: require('./users') };",
      'routes/users.js': `${users} module.exports = r;`,
    },
    routes: ['/users', '/inline', '/guarded'].flatMap((p) => [`GET ${p}`, `GET ${p}/:id`, `DELETE ${p}/:id`]),
  },
  {
    what: 'routers in routers over ES modules, TypeScript and an index file',
    files: {
      'src/server.ts': `import { createApp } from './app.js'; createApp().listen(Number(process.env.PORT));`,
      'src/app.ts': `import express, { type Express } from 'express'; import { api } from './api/index.js';
        const prefix = '/api' as const;
        export function createApp(): Express { const app = express(); app.use(\`\${prefix}/v1\`, api); return app; }`,
      'src/api/index.ts': `import { Router } from 'express'; import users from './users'; import * as orders from '@/api/orders';
        export const api = Router(); api.use('/users', users); api.use(orders.router);`,
      'src/api/users.ts':
        "import { Router } from 'express'; const r = Router(); r.get<{ id: string }>('/:id', h); export default r;",
      'src/api/orders.ts':
        "import { Router } from 'express'; export const router = Router(); router.put('/orders', h);",
    },
    routes: ['GET /api/v1/users/:id', 'PUT /api/v1/orders'],
  },
  {
    what: 'functions that are given the application',
    files: {
      'app.js': `const app = require('express')(); require('./routes')(app); require('./more').register(app);
        connect().then(() => { app.get('/late', h); }); async function main() { app.get('/main', h); } main();`,
      'routes.js': "module.exports = (app) => { app.get('/one', h); };",
      'more.js': "exports.register = function (server) { server.post('/two', h); };",
    },
    routes: ['GET /one', 'POST /two', 'GET /main', 'GET /late'],
  },
  {
    what: 'lists of routers and loops',
    files: {
      'app.ts': `import express from 'express'; const app = express();
        const a = express.Router(); a.get('/a', h); const b = express.Router(); b.get('/b', h);
        [{ path: '/x', route: a }, { path: '/y', route: b }].forEach((each) => { app.use(each.path, each.route); });
        for (const router of [a]) app.use('/loop', router);`,
    },
    routes: ['GET /x/a', 'GET /y/b', 'GET /loop/a'],
  },
  {
    what: 'tables of handlers',
    files: {
      'app.ts':
        "import express from 'express'; const routes: Readonly<Record<string, H>> = { '/a': one, '/b': two }; const app = express(); for (const [path, handler] of Object.entries(routes)) app.get(path, handler); Object.keys(routes).forEach((path) => app.post(path, h));",
    },
    routes: ['GET /a', 'GET /b', 'POST /a', 'POST /b'],
  },
  {
    what: 'classes that hold their router',
    files: {
      'index.ts': `import { App } from './app'; import { UserRoutes } from './user-routes'; new App([new UserRoutes()]);`,
      'app.ts': `import express from 'express'; export class App { public app = express();
        constructor(routes: Routes[]) { this.mount(routes); }
        private mount(routes: Routes[]) { routes.forEach(route => { this.app.use('/api', route.router); }); } }`,
      'user-routes.ts': `import { Router } from 'express'; export class UserRoutes { public path = '/users'; public router = Router();
        constructor() { this.add(); } private add() { this.router.get(\`\${this.path}\`, h); this.router.post(this.path + '/:id(\\\\d+)', h); } }`,
    },
    routes: ['GET /api/users', 'POST /api/users/:id(\\d+)'],
  },
  {
    what: 'applications on applications',
    files: {
      'a.js': "const e = require('express'); const app = e(), sub = e(); sub.get('/s', h); app.use('/sub', sub);",
    },
    routes: ['GET /sub/s'],
  },
  {
    what: 'Koa: prefixes, routers in routers, names, del, mount and compose',
    files: {
      'app.js': `const Koa = require('koa'); const Router = require('@koa/router'); const mount = require('koa-mount'); const compose = require('koa-compose');
        const app = new Koa(); const api = require('./api'); const router = new Router();
        router.use('/api', api.routes(), api.allowedMethods()); router.get('home', '/', h); app.use(router.routes());
        const other = new Router({ prefix: '/o' }); other.get('/x', h); app.use(compose([other.routes(), other.allowedMethods()]));
        const sub = new Koa(); const third = new Router(); third.get('/t', h); sub.use(third.middleware()); app.use(mount('/m', sub));`,
      'api.js': `const Router = require('koa-router'); const api = new Router(); api.prefix('/v2');
        api.get('/', h).del('/:id', h); module.exports = api;`,
    },
    routes: ['GET /api/v2', 'DELETE /api/v2/:id', 'GET /', 'GET /o/x', 'GET /m/t'],
  },
  {
    what: 'Fastify: prefixes, plugins in plugins, route objects, fastify-plugin',
    files: {
      'app.js': `import Fastify from 'fastify'; import fp from 'fastify-plugin'; import users from './users.js';
        const app = Fastify({ logger: true }).withTypeProvider(); app.register(users, { prefix: '/users' });
        app.route({ method: ['GET', 'PUT'], url: '/c', handler }); app.register(fp(async (f) => { f.get('/fp', h); }));
        app.register(import('./lazy.js'), { prefix: 'lazy' }); await app.register(cors, { origin: '*' });`,
      'users.js': `export default async function (fastify, opts) { fastify.get('/:id', { schema }, h);
        fastify.register(async (inner) => { inner.delete('/', h); }, { prefix: '/deep' }); }`,
      'lazy.js': "export default async (f) => { f.get('/l', h); };",
    },
    routes: ['GET /users/:id', 'DELETE /users/deep', 'GET /c', 'PUT /c', 'GET /fp', 'GET /lazy/l'],
  },
  {
    what: '@fastify/autoload',
    files: {
      'app.js': `import path from 'node:path'; import { fileURLToPath } from 'node:url'; import AutoLoad from '@fastify/autoload';
        const __filename = fileURLToPath(import.meta.url); const dir = path.dirname(__filename);
        export default async function app(fastify, opts) { fastify.register(AutoLoad, { dir: path.join(dir, 'routes'), options: { ...opts } }); }`,
      'server.js':
        "import Fastify from 'fastify'; import app from './app.js'; const f = Fastify(); f.register(app); f.listen();",
      'routes/root.js': "export default async (fastify) => { fastify.get('/', h); };",
      'routes/users/index.js': "export default async (fastify) => { fastify.get('/', h); fastify.get('/:id', h); };",
      'routes/other/x.js':
        "export const autoPrefix = '/named'; export default async (fastify) => { fastify.get('/y', h); };",
    },
    routes: ['GET /', 'GET /users', 'GET /users/:id', 'GET /named/y'],
  },
  {
    what: 'the plugin that fastify-cli starts',
    files: {
      'app.js':
        "import AutoLoad from '@fastify/autoload'; export default async function app(fastify, opts) { fastify.register(AutoLoad, { dir: join(import.meta.dirname, 'routes') }); fastify.get('/own', h); } import { join } from 'node:path';",
      'routes/users/index.js': "export default async (fastify) => { fastify.get('/:id', h); };",
    },
    routes: ['GET /own', 'GET /users/:id'],
    plugin: 'app.js',
  },
  {
    what: 'Hono: route, basePath, chains, on',
    files: {
      'index.ts': `import { Hono } from 'hono'; import { books } from './books'; type E = { Variables: { a: string } };
        const app = new Hono<E>().basePath('/api'); app.route('/books', books); app.use('*', logger());
        app.on(['PUT', 'DELETE'], '/post', (c) => c.text('x')); export default { port: 3000, fetch: app.fetch };`,
      'books.ts':
        "import { Hono } from 'hono'; export const books = new Hono().get('/', (c) => c.json([])).post('/', (c) => c.json(1)).get('/:id', h, g);",
    },
    routes: ['GET /api/books', 'POST /api/books', 'GET /api/books/:id', 'PUT /api/post', 'DELETE /api/post'],
  },
  {
    what: 'NestJS: controllers, lists, versions, a global prefix',
    files: {
      'main.ts': `import { NestFactory } from '@nestjs/core'; import { VersioningType } from '@nestjs/common';
        async function bootstrap() { const app = await NestFactory.create(AppModule); app.setGlobalPrefix('api'); app.enableVersioning({ type: VersioningType.URI }); await app.listen(3000); } bootstrap();`,
      'cats.controller.ts': `import { Controller, Get } from '@nestjs/common'; const name = 'cats';
        @ApiTags('x') @Controller(name) export class CatsController { constructor(private readonly cats: CatsService, @Inject(X) y: Y) {}
          @Get() @UseGuards(G) all(@Query() q: Q): Promise<Cat[]> { return this.cats.all(); }
          @Get(['one', 'two']) some() {} @Post(':id/x') add(@Param('id', ParseIntPipe) id: number, @Body() dto: Dto) {} helper() {} }`,
      'dogs.controller.ts':
        "@Controller({ path: 'dogs', version: '1' }) export class Dogs { @Sse('events') e() {} @Delete(':id') d() {} }",
      'root.controller.ts': '@Controller() export class Root { @Get() r() {} }',
    },
    routes: [
      'GET /api/cats',
      'GET /api/cats/one',
      'GET /api/cats/two',
      'POST /api/cats/:id/x',
      'GET /api/v1/dogs/events',
      'DELETE /api/v1/dogs/:id',
      'GET /api',
    ],
  },
  {
    what: 'a server without a framework',
    files: {
      's.js': `import { createServer } from 'node:http'; createServer((request, response) => { const { pathname } = new URL(request.url, 'http://x');
        if (request.method === 'POST' && request.url === '/add') return; if (pathname == '/d') {} else if ('/e' === request.url) {}
        switch (pathname) { case '/f': break; default: } });`,
      't.js': "const routes = { '/g': handler, 'POST /h': (a) => a, '/no': 'text' };",
    },
    routes: ['POST /add', 'GET /d', 'GET /e', 'GET /f', 'GET /g', 'POST /h'],
  },
  {
    what: 'clients, caches and comments as no routes',
    files: {
      'a.js': `const axios = require('axios'); const app = require('express')(); const client = axios.create();
        // app.get('/no', h)
        /* app.get('/no', h) */
        app.get('/yes', async (q, r) => { await axios.get('/no', {}); await client.post('/no', body); cache.get('/no', x); });
        const u = 'https://a.b/c';`,
    },
    routes: ['GET /yes'],
  },
  {
    what: 'only what the entry loads',
    files: {
      'server.js': "const app = require('express')(); app.get('/mine', h);",
      'examples/other.js': "const app = require('express')(); app.get('/no', h);",
    },
    routes: ['GET /mine'],
    entry: 'server.js',
  },
  {
    what: 'mounts that nobody can tell, as such',
    files: {
      'app.js': `const e = require('express'); const app = e(); const a = e.Router(); a.get('/a', h); app.use(config.get('prefix'), a);
        const b = e.Router(); b.get('/b', h); container.add(b); app.get('/known', h); app.get(config.path, h);`,
      'lost.js': "export default (router) => { router.get('/lost', h); };",
    },
    routes: ['GET /known'],
    unmounted: ['GET /a', 'GET /b', 'GET /lost'],
  },
  {
    what: 'routers that mount one another, and functions that call themselves, to an end',
    files: {
      'app.js': `const e = require('express'); const app = e(); const a = e.Router(); const b = e.Router(); a.use('/b', b); b.use('/a', a); a.get('/x', h);
        app.get('/ok', h); function f(n) { f(n + 1); g(); } function g() { f(1); g(); } f(0);`,
      'one.js': "import { two } from './two.js'; export const one = () => two(); one();",
      'two.js': "import { one } from './one.js'; export const two = () => one(); two();",
    },
    routes: ['GET /ok'],
    unmounted: ['GET /x'],
  },
  {
    what: 'text that is no program',
    files: {
      'a.js': 'const = ;',
      'b.ts': "const app = require('express')(); app.get('/b', h);",
      'c.jsx': 'export default () => <a href="/no">x</a>;',
    },
    routes: ['GET /b'],
  },
];

describe('scanSources', () => {
  for (const { what, files, routes, unmounted = [], entry = null, plugin = null } of cases) {
    it(`reads ${what}`, () => {
      const scanned = scanSources(new Map(Object.entries(files)), entry, plugin);
      expect(named(scanned.routes)).to.have.members(routes);
      expect(named(scanned.unmounted)).to.have.members(unmounted);
    });
  }
});
