import { expect } from 'chai';
import { resolveConfig } from '../../../src/config/resolve-config.js';
import type { UserConfig } from '../../../src/config/user-config.js';
import { context, minimal, resolve } from './minimal-config.js';

describe('config/resolve-config', () => {
  it('fills in every default', () => {
    expect(resolve(minimal)).to.deep.equal({
      configFile: '/project/leakline.config.ts',
      output: '/project/reports',
      seed: 582241391,
      services: { postgres: null, mysql: null, redis: null },
      requestTimeoutMs: 10_000,
      diagnose: 'auto',
      targets: [
        {
          name: 'app',
          launch: {
            kind: 'spawn',
            command: 'node server.js',
            prepare: null,
            cwd: '/project',
            env: {},
            port: null,
            stopGraceMs: 5000,
            agent: true,
            steady: false,
          },
          probes: [],
          door: null,
          proxy: null,
          ready: null,
          readyTimeoutMs: 15_000,
          certificates: { ca: null, insecure: false },
          expect: null,
          clients: { setup: [], before: [], teardown: [], cookies: false, rows: [] },
          endpoints: [
            {
              id: 'GET /',
              writtenId: 'GET /',
              steps: [
                {
                  method: 'GET',
                  path: '/',
                  headers: {},
                  body: null,
                  expectStatus: [200, 399],
                  abort: null,
                  captures: [],
                },
              ],
              exclusive: false,
            },
          ],
          budgets: [],
          invariants: [],
        },
      ],
      analysis: {
        tolerances: {},
        requiredMetrics: [],
        budgetMs: 60_000,
        longestBudgetMs: 180_000,
        connections: 8,
        strict: false,
        widestConnections: 32,
        ignore: [],
      },
    });
  });

  it('looks for the template of a proxy where the target is', () => {
    const proxies = [
      { command: 'nginx', template: 'nginx.conf.template', port: 8080 },
      { command: ['nginx', '-q'] },
      { url: 'http://127.0.0.1:8080/' },
    ];
    const targets = proxies.map((proxy, index) => ({
      name: `app ${index}`,
      command: 'node server.js',
      cwd: 'app',
      proxy,
    }));
    expect(resolve({ ...minimal, targets }).targets.map(({ proxy }) => proxy)).to.deep.equal([
      {
        kind: 'spawn',
        command: 'nginx',
        cwd: '/project/app',
        template: '/project/app/nginx.conf.template',
        port: 8080,
      },
      { kind: 'spawn', command: ['nginx', '-q'], cwd: '/project/app', template: null, port: null },
      { kind: 'attach', url: 'http://127.0.0.1:8080' },
    ]);
  });

  it('keeps what the user says', () => {
    const config = resolve({
      services: {
        postgres: { maxConnections: 20, image: 'postgres:16', port: 5433, restore: 'fixtures/shop.sql' },
        redis: true,
      },
      targets: [
        {
          name: 'leaky',
          command: ['node', 'dist/server.js'],
          cwd: 'apps/leaky',
          env: { LOG: 'off' },
          port: 4000,
          ready: { stdout: 'listening' },
          readyTimeoutMs: 100,
          stopGraceMs: 0,
          agent: false,
          expect: 'leaking',
          endpoints: ['/own'],
        },
        { name: 'remote', url: 'http://127.0.0.1:3000/', pid: 12, ready: '/healthz' },
      ],
      endpoints: ['POST /shared'],
      tolerances: { heapUsedBytes: 64, 'handles.Timeout': 0 },
      metrics: ['fds', 'fds'],
      budget: { seconds: 1.5 },
      connections: 256,
      strict: true,
      steady: true,
      requestTimeoutMs: 500,
      seed: 7,
      ignore: [{ fingerprint: 'a1', reason: 'known' }],
      output: '../out',
    } satisfies UserConfig);
    expect(config.services).to.deep.equal({
      postgres: {
        url: null,
        provider: 'auto',
        maxConnections: 20,
        image: 'postgres:16',
        port: 5433,
        restore: '/project/fixtures/shop.sql',
        startsAnew: false,
      },
      mysql: null,
      redis: {
        url: null,
        provider: 'auto',
        maxConnections: null,
        image: 'redis:7-alpine',
        port: null,
        restore: null,
        startsAnew: false,
      },
    });
    expect(config.targets.map(({ launch }) => launch)).to.deep.equal([
      {
        kind: 'spawn',
        command: ['node', 'dist/server.js'],
        prepare: null,
        cwd: '/project/apps/leaky',
        env: { LOG: 'off' },
        port: 4000,
        stopGraceMs: 0,
        agent: false,
        steady: true,
      },
      { kind: 'attach', url: 'http://127.0.0.1:3000', pid: 12, attach: false },
    ]);
    expect(config.targets.map(({ ready }) => ready)).to.deep.equal([{ stdout: 'listening' }, { path: '/healthz' }]);
    expect(config.targets.map(({ endpoints }) => endpoints.map(({ id }) => id))).to.deep.equal([
      ['GET /own'],
      ['POST /shared'],
    ]);
    expect(config.analysis).to.deep.equal({
      tolerances: { heapUsedBytes: 64, 'handles.Timeout': 0 },
      requiredMetrics: ['fds'],
      budgetMs: 1500,
      connections: 256,
      strict: true,
      ignore: [{ fingerprint: 'a1', reason: 'known', until: null }],
    });
    expect(config).to.include({ seed: 7, output: '/out', requestTimeoutMs: 500 });
  });

  it('gives a target its own budgets instead of the shared ones', () => {
    const own = { name: 'own', command: 'x', budgets: { processes: 9 } };
    const none = { name: 'none', command: 'x', budgets: {} };
    const config = resolve({
      ...minimal,
      targets: [...minimal.targets, own, none],
      budgets: { latencyP95Ms: 200, 'pg.connections': 20 },
    });
    expect(config.targets.map(({ budgets }) => budgets)).to.deep.equal([
      [
        { name: 'latencyP95Ms', limit: 200 },
        { name: 'pg.connections', limit: 20 },
      ],
      [{ name: 'processes', limit: 9 }],
      [],
    ]);
  });

  it('fills in what invariants leave out', () => {
    const config = resolve({
      ...minimal,
      services: { redis: true },
      invariants: [
        { name: 'a', shell: 'echo 1', equals: 'GET /' },
        { name: 'b', redis: ' HGET  {hits}:pending hits ', equals: 0, compares: 'value', withinSeconds: 1.5 },
        { name: 'c', redis: ['GET', 'a key'], equals: { requests: ['GET /'], counted: 'sent', times: 2 } },
      ],
    });
    const { invariants = [] } = config.targets[0] ?? {};
    const requests = { kind: 'requests', endpoints: ['GET /'] };
    expect(invariants).to.deep.equal([
      {
        name: 'a',
        source: 'shell',
        question: ['echo 1'],
        compares: 'change',
        expected: { ...requests, counted: '2xx', times: 1 },
        withinMs: 0,
      },
      {
        name: 'b',
        source: 'redis',
        question: ['HGET', '{hits}:pending', 'hits'],
        compares: 'value',
        expected: { kind: 'constant', value: 0 },
        withinMs: 1_500,
      },
      {
        name: 'c',
        source: 'redis',
        question: ['GET', 'a key'],
        compares: 'change',
        expected: { ...requests, counted: 'sent', times: 2 },
        withinMs: 0,
      },
    ]);
  });

  it('takes service addresses from the environment, after those of the configuration', () => {
    const environment = { DATABASE_URL: 'postgres://env/db', REDIS_URL: '' };
    const config = { ...minimal, services: { postgres: {}, redis: true } };
    const servicesOf = (user: unknown) => resolveConfig(user, {}, { ...context, environment }).services;
    expect(servicesOf(config).postgres?.url).to.equal('postgres://env/db');
    expect(servicesOf(config).redis?.url).to.equal(null);
    expect(servicesOf(minimal).postgres).to.equal(null);
    const named = { ...minimal, services: { postgres: { url: 'postgres://config/db' }, redis: false } };
    expect(servicesOf(named).postgres?.url).to.equal('postgres://config/db');
    expect(servicesOf(named).redis).to.equal(null);
  });

  it('lets overrides go first: part by part for tolerances, budget and services, whole for the rest', () => {
    const user: UserConfig = { ...minimal, tolerances: { fds: 1, sockets: 1 }, connections: 4, seed: 1 };
    const config = resolve(user, { tolerances: { fds: 2 }, endpoints: ['/only'], budget: { seconds: 2 } });
    expect(config.analysis.tolerances).to.deep.equal({ fds: 2, sockets: 1 });
    expect(config.analysis).to.include({ budgetMs: 2000, connections: 4 });
    expect(config.targets[0]?.endpoints.map(({ id }) => id)).to.deep.equal(['GET /only']);
    expect(config.seed).to.equal(1);
  });

  it('drives endpoints of the command line instead of all others, and keeps no invariant of those', () => {
    const invariants = [
      { name: 'stored', postgres: 'SELECT count(*) FROM hits', equals: 'POST /hit' },
      { name: 'empty', postgres: 'SELECT count(*) FROM errors', equals: 0 },
    ];
    const config = {
      targets: [
        { name: 'own', command: 'node a.js', endpoints: ['POST /hit'] },
        { name: 'shared', command: 'node b.js' },
      ],
      endpoints: ['POST /hit', 'GET /'],
      services: { postgres: true },
      invariants,
    };
    const { targets } = resolve(config, { endpoints: ['GET /only'] });
    expect(targets.map(({ endpoints }) => endpoints.map(({ id }) => id))).to.deep.equal([['GET /only'], ['GET /only']]);
    expect(targets.map((target) => target.invariants.map(({ name }) => name))).to.deep.equal([['empty'], ['empty']]);
    const [own] = resolve(config).targets;
    expect(own?.endpoints.map(({ id }) => id)).to.deep.equal(['POST /hit']);
    expect(() => resolve({ ...config, targets: ['nonsense'] }, { endpoints: ['GET /'] })).to.throw(/targets/);
  });

  it('starts relative paths at the working directory when there is no file', () => {
    const config = resolveConfig(minimal, {}, { ...context, configFile: null });
    expect(config).to.include({ configFile: null, output: '/elsewhere/reports' });
  });

  it('derives the same seed from the same names, and another from others', () => {
    const other = { ...minimal, endpoints: ['GET /other'] };
    expect(resolve(minimal).seed).to.equal(resolve(minimal).seed);
    expect(resolve(minimal).seed).not.to.equal(resolve(other).seed);
  });

  it('freezes the result to its leaves', () => {
    const config = resolve({ ...minimal, tolerances: { fds: 1 } });
    const step = config.targets[0]?.endpoints[0]?.steps[0];
    const parts = [config, config.targets, config.analysis.tolerances, step, step?.headers, step?.expectStatus];
    for (const part of parts) expect(Object.isFrozen(part)).to.equal(true);
  });
});
