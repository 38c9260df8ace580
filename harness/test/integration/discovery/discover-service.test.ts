import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { guessProject } from '../../../src/discovery/project/guess-project.js';
import { findFreePort } from '../../../src/platform/network/free-port.js';
import {
  type DiscoveredService,
  type DiscoverOptions,
  discoverService,
} from '../../../src/run/init/discover-service.js';
import { endpointLines } from '../../support/endpoint-lines.js';

const folder = fileURLToPath(new URL('../../fixtures/discovery', import.meta.url));

async function discover(command: string, changes: Partial<DiscoverOptions> = {}): Promise<DiscoveredService> {
  const project = { ...(await guessProject(folder)), services: [] };
  return discoverService({
    project,
    command,
    env: {},
    environment: process.env,
    start: true,
    includeDeletes: false,
    signal: new AbortController().signal,
    ...changes,
  });
}

const expressRoutes = [
  'GET /api/users: works',
  'GET /api/users/7: works',
  'DELETE /api/users/7: deletes: not tried',
  'POST /api/users: needs a body that nobody described',
  'GET /admin/stats: answered 401: give it a login, see docs/auth.md',
  'GET /health: works',
  'GET /double/{n}: works',
  'GET /things/:slug: needs a value for :slug',
  'GET /events: endless',
  'GET /account: answered 302, to the login: give it a login, see docs/auth.md',
  'POST /auth/login: logs in, which is not measured',
  'GET /files/*path: matches many paths: write one of them',
  'GET /any: works',
];

const services: readonly (readonly [what: string, command: string, routes: readonly string[]])[] = [
  ['Express as CommonJS', 'node express.cjs', expressRoutes],
  ['Express as an ES module', 'node express.mjs', expressRoutes],
  ['Express in TypeScript', 'node --import tsx typed.ts', ['GET /typed: works']],
  [
    'Koa',
    'node koa.mjs',
    [
      'GET /api/books: works',
      'GET /api/books/1: works',
      'DELETE /api/books/1: deletes: not tried',
      'GET /api/shelves: works',
      'GET /api/shelves/{shelvesId}: works',
    ],
  ],
  [
    'Fastify',
    'node fastify.mjs',
    [
      'GET /: works',
      'POST /v1/links: works',
      'POST /v1/once: answered 409 when sent a second time',
      'GET /v1/links/:code: needs a value for :code',
      'PUT /v1/links/:code: needs a body that nobody described',
    ],
  ],
  ['Hono', 'node hono.mjs', ['GET /api/books/{n}: works', 'GET /api: works']],
  ['a service that speaks HTTPS', 'node https.mjs', ['GET /secure: works']],
  ['a worker of a cluster', 'node cluster.cjs', ['GET /from-a-worker: works']],
  [
    'an OpenAPI document',
    'node documented.mjs',
    ['GET /pets/rex: works', 'GET /pets?size=small: works', 'POST /pets: works', 'DELETE /pets: deletes: not tried'],
  ],
];

describe('discoverService', () => {
  for (const [what, command, routes] of services) {
    it(`asks and tries the routes of ${what}`, async () => {
      const found = await discover(command);
      expect(found).to.deep.include({ isAsked: true, problem: null, port: null });
      expect(endpointLines(found)).to.have.members(routes);
    });
  }

  for (const [how, login] of [
    ['token', { path: '/session', fields: { username: 'user', password: 'password' }, token: '$.data.accessToken' }],
    ['cookie', { path: '/session', fields: { username: 'user', password: 'password' }, token: null }],
  ] as const) {
    it(`opens what is behind a login that gives a ${how}`, async () => {
      const environment = { ...process.env, LOGIN_USER: 'ann', LOGIN_PASSWORD: 'tea-time-at-4' };
      const found = await discover('node login.mjs', { environment, env: { GIVES: how } });
      expect(found.login).to.deep.equal(login);
      expect(endpointLines(found)).to.deep.equal([
        'POST /session: logs in, which is not measured',
        'GET /notes: works',
        'GET /notes/5: works',
      ]);
      const { LOGIN_PASSWORD: _password, ...without } = environment;
      const closed = await discover('node login.mjs', { environment: without, env: { GIVES: how } });
      expect(closed.login).to.equal(null);
      expect(endpointLines(closed)).to.include('GET /notes: answered 401: give it a login, see docs/auth.md');
    });
  }

  it('tries what deletes only when asked', async () => {
    const found = await discover('node koa.mjs', { includeDeletes: true });
    expect(endpointLines(found)).to.include('DELETE /api/books/1: works');
  });

  it('finds the port of a service that has its own', async () => {
    const port = await findFreePort();
    const found = await discover('node fixed-port.mjs', { env: { FIXED_PORT: String(port) } });
    expect(found).to.deep.include({ isAsked: true, port });
    expect(endpointLines(found)).to.deep.equal(['GET /fixed: works']);
  });

  it('says at which request a service ended, and tries no other', async () => {
    expect(endpointLines(await discover('node ends.mjs'))).to.deep.equal([
      'GET /before: works',
      'GET /ends: the connection ended: socket hang up',
      'GET /after: not tried: the service ended at GET /ends',
    ]);
  });

  it('reads the sources of a service that does not start, and tells no secret of it', async () => {
    const found = await discover('node cannot-start.mjs', {
      environment: { ...process.env, SHOP_API_KEY: 'sk-9f8e7d6c5b4a' },
    });
    expect(found.isAsked).to.equal(false);
    expect(found.problem).to.include('ended before it was ready').and.include('no setting for');
    expect(found.problem).to.not.include('sk-9f8e7d6c5b4a');
    expect(endpointLines(found)).to.deep.equal([
      'GET /in-the-source: works',
      'GET /in-the-source/:id: needs a value for :id',
    ]);
  });

  it('starts nothing when told so, or when there is nothing to start', async () => {
    const unasked = await discover('node express.cjs', { start: false });
    expect(unasked).to.deep.include({ isAsked: false, problem: null });
    expect(endpointLines(unasked)).to.include('GET /health: works');
    const unbuilt = await discover('node dist/main');
    expect(unbuilt).to.deep.include({
      isAsked: false,
      problem: 'dist/main is not there yet: build the service first.',
    });
  });

  it('ends with its signal', async () => {
    const ending = new AbortController();
    const found = discover('node express.cjs', { signal: ending.signal });
    ending.abort(new Error('enough'));
    const reason = await found.then(
      () => null,
      (error: Error) => error.message,
    );
    expect(reason).to.equal('enough');
  });
});
