import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { guessProject } from '../../../../src/config/guess/guess-project.js';
import { starterConfig } from '../../../../src/config/guess/starter-config.js';
import { loadConfig } from '../../../../src/config/load-config.js';
import { resolveConfig } from '../../../../src/config/resolve-config.js';

describe('guessProject', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'guess-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
  };

  it('reads name, command, services and routes under their prefixes', async () => {
    write({
      'package.json': JSON.stringify({
        name: 'shop',
        scripts: { start: 'node dist/server.js' },
        dependencies: { pg: '8', ioredis: '5' },
      }),
      'src/app.ts': "import users from './routes/users.js';\napp.get('/health', ok); app.use('/api/users', users);",
      'src/routes/users.ts': "router.get('/', list); router.get('/:id', one); router.post('/', add);",
      'node_modules/x/index.js': "app.get('/no', h)",
      'src/app.test.ts': "app.get('/no', h)",
    });
    const project = await guessProject(folder);
    expect(project).to.deep.include({ name: 'shop', command: 'node dist/server.js', services: ['postgres', 'redis'] });
    expect(project.routes.map(({ method, path: route }) => `${method} ${route}`)).to.have.members([
      'GET /health',
      'GET /api/users',
      'GET /api/users/:id',
      'POST /api/users',
    ]);
  });

  const commands: readonly (readonly [
    what: string,
    files: Readonly<Record<string, string>>,
    command: string | null,
  ])[] = [
    ['a start script of another program', { 'package.json': '{"scripts":{"start":"tsx src/a.ts"}}' }, 'npm start'],
    ['a main file', { 'package.json': '{"main":"./lib/a.js"}', 'lib/a.js': '' }, 'node ./lib/a.js'],
    ['a file of a usual name', { 'server.mjs': '' }, 'node server.mjs'],
    ['a damaged package.json', { 'package.json': '{' }, null],
    ['nothing', {}, null],
  ];
  for (const [what, files, command] of commands) {
    it(`guesses the command from ${what}`, async () => {
      write(files);
      expect((await guessProject(folder)).command).to.equal(command);
    });
  }

  it('makes a configuration that resolves, whatever the names', async () => {
    const routes = ['/health', "/it's", '/a\\b', '/item/:id'].map((route) => ({ method: 'GET', path: route }));
    const added = { method: 'POST', path: '/orders/{id}' };
    const text = starterConfig({
      name: "o'shop",
      command: 'node a.js',
      routes: [...routes, added],
      services: ['redis'],
    });
    write({ 'leakline.config.ts': text });
    const { config, configFile } = await loadConfig(null, folder);
    const resolved = resolveConfig(config, {}, { configFile, cwd: folder, environment: {} });
    expect(resolved.targets[0]).to.deep.include({ name: "o'shop", ready: { path: '/health' } });
    expect(resolved.targets[0]?.endpoints.map(({ id }) => id)).to.deep.equal(["GET /it's", 'GET /a\\b']);
    expect(text).to.include("// 'GET /item/{n}',").and.include("// { method: 'POST', path: '/orders/{n}', body: {} },");
  });

  it('gives many endpoints more time', () => {
    const routes = ['/a', '/b', '/c', '/d', '/e'].map((route) => ({ method: 'GET', path: route }));
    const project = { name: 'a', command: 'node a.js', services: [] };
    expect(starterConfig({ ...project, routes })).to.include('budget: { seconds: 75 },');
    expect(starterConfig({ ...project, routes: routes.slice(1) })).to.not.include('budget');
  });

  it('has something to drive where no route was found', async () => {
    const project = { name: 'a', command: 'node a.js', services: [] };
    expect(starterConfig({ ...project, routes: [] })).to.include("'GET /',");
    expect(starterConfig({ ...project, routes: [{ method: 'GET', path: '/ping' }] })).to.include("'GET /ping',");
  });
});
