import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { loadConfig } from '../../../../src/config/load-config.js';
import { resolveConfig } from '../../../../src/config/resolve-config.js';
import { type StarterService, starterConfig } from '../../../../src/discovery/configuration/starter-config.js';
import type { TriedRoute } from '../../../../src/discovery/service/candidate.js';

function route(request: string, became: TriedRoute['outcome']['kind'] | string = 'works', body?: unknown): TriedRoute {
  const [method = '', template = ''] = request.split(' ');
  const known: TriedRoute['candidate']['body'] = body === undefined ? { kind: 'none' } : { kind: 'json', value: body };
  const outcome =
    became === 'works' || became === 'endless'
      ? { kind: became as 'works' | 'endless' }
      : { kind: 'left-out' as const, reason: became, needsLogin: became.includes('401') };
  return {
    candidate: { method, path: template, isForAll: false, pathValues: {}, query: '', body: known },
    path: template,
    learned: [],
    outcome,
  };
}

const service = (changes: Partial<StarterService> = {}): StarterService => ({
  name: 'a',
  command: 'node a.js',
  env: {},
  port: null,
  prepare: null,
  isPrepared: false,
  services: [],
  routes: [],
  login: null,
  ...changes,
});

describe('starterConfig', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'starter-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function resolved(text: string) {
    writeFileSync(path.join(folder, 'leakline.config.ts'), text);
    const { config, configFile } = await loadConfig(null, folder);
    return resolveConfig(config, {}, { configFile, cwd: folder, environment: {} });
  }

  it('makes a configuration that resolves, whatever the names', async () => {
    const text = starterConfig(
      service({
        name: "o'shop",
        services: ['postgres', 'redis'],
        env: { DB_HOST: '${postgres.host}' },
        prepare: 'npm run migrate',
        isPrepared: true,
        port: 4567,
        routes: [
          route('GET /api/health'),
          route("GET /it's"),
          route('GET /a\\b'),
          route('POST /orders', 'works', { 'a-b': ["it's", null, 1.5, { c: true }] }),
          route('GET /item/:id', 'needs a value for :id'),
          route('GET /events', 'endless'),
          route("GET /it's", 'twice'),
        ],
      }),
    );
    const { targets, services } = await resolved(text);
    expect(services.postgres).to.not.equal(null);
    const [target] = targets;
    expect(target).to.deep.include({ name: "o'shop", ready: { path: '/api/health' } });
    expect(target?.launch).to.deep.include({ port: 4567, env: { DB_HOST: '${postgres.host}' } });
    expect(target?.endpoints.map(({ id }) => id)).to.deep.equal([
      'GET /api/health',
      "GET /it's",
      'GET /a\\b',
      'POST /orders',
    ]);
    expect(text)
      .to.include("// 'GET /item/{n}',  // needs a value for :id")
      .and.include("// { path: '/events', abort: 'response' },  // never ends")
      .and.include("prepare: 'npm run migrate',");
  });

  it('resolves in a project of CommonJS and in one of ES modules', async () => {
    for (const type of ['commonjs', 'module']) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ type }));
      expect((await resolved(starterConfig(service()))).targets).to.have.length(1);
    }
  });

  it('gives many endpoints more time', () => {
    const routes = ['/a', '/b', '/c', '/d', '/e'].map((each) => route(`GET ${each}`));
    expect(starterConfig(service({ routes }))).to.include('budget: { seconds: 75 },');
    expect(starterConfig(service({ routes: routes.slice(1) }))).to.not.include('budget');
  });

  it('has something to drive where no route was found, and drives nothing that does not answer', () => {
    expect(starterConfig(service())).to.include("    'GET /',\n");
    const text = starterConfig(service({ routes: [route('GET /x', 'answered 404')] }));
    expect(text).to.include("    // 'GET /x',  // answered 404\n").and.not.include("'GET /',");
  });

  it('leaves a preparation that failed as a comment', () => {
    expect(starterConfig(service({ prepare: 'npm run migrate' }))).to.include("      // prepare: 'npm run migrate',\n");
  });

  it('has a login that worked, without its password', async () => {
    const fields = { email: 'user', password: 'password', remember: { value: true } } as const;
    const login = { path: '/login', fields, token: '$.data.token' };
    const text = starterConfig(service({ login, routes: [route('GET /me')] }));
    expect(text)
      .to.include(
        "\n    { method: 'POST', path: '/login', body: { email: process.env.LOGIN_USER, password: process.env.LOGIN_PASSWORD, remember: true }, capture: { token: '$.data.token' } },",
      )
      .and.include("\n  headers: { authorization: 'Bearer {token}' },");
    expect((await resolved(text)).targets).to.have.length(1);
    const withCookie = starterConfig(service({ login: { ...login, token: null }, routes: [route('GET /me')] }));
    expect(withCookie).to.include("path: '/login'").and.not.include('capture').and.not.include('headers');
  });

  it('asks for ids that are made at each start', async () => {
    const learned = [{ name: 'petsId', from: '/pets', source: '$[0].id' }];
    const routes = [{ ...route('GET /pets/:id'), path: '/pets/{petsId}', learned }, route('GET /me', 'answered 401')];
    const text = starterConfig(service({ routes }));
    expect(text)
      .to.include("    // { method: 'POST', path: '/login',")
      .and.include("    { path: '/pets', capture: { petsId: '$[0].id' } },");
    expect((await resolved(text)).targets[0]?.endpoints.map(({ id }) => id)).to.deep.equal(['GET /pets/{petsId}']);
  });

  it('has a login to fill in where one is wanted', () => {
    const locked = [
      route('GET /me', 'answered 401'),
      route('POST /session', 'logs in', { login: 'x', pass: 'y', remember: true }),
    ];
    expect(starterConfig(service({ routes: locked }))).to.include(
      "//   { method: 'POST', path: '/session', body: { login: process.env.LOGIN_USER, pass: process.env.LOGIN_PASSWORD, remember: true }, capture: { token: '$.token' } },",
    );
    expect(starterConfig(service({ routes: locked.slice(0, 1) }))).to.include('none was found, so write its path.');
    expect(starterConfig(service({ routes: locked.slice(1) }))).to.not.include('setup');
  });
});
