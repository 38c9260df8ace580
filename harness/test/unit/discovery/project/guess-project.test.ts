import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { missingScript } from '../../../../src/discovery/project/entry-file.js';
import { type GuessedProject, guessProject } from '../../../../src/discovery/project/guess-project.js';
import { scanProject } from '../../../../src/discovery/scan-project.js';

type Files = Readonly<Record<string, string>>;

describe('guessProject', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'guess-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function guess(files: Files): Promise<GuessedProject> {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    return guessProject(folder);
  }

  const withManifest = (manifest: object, files: Files = {}): Promise<GuessedProject> =>
    guess({ 'package.json': JSON.stringify(manifest), ...files });

  it('reads name, command, services and routes under their prefixes', async () => {
    const project = await withManifest(
      { name: 'shop', scripts: { start: 'node dist/server.js' }, dependencies: { pg: '8', ioredis: '5' } },
      {
        'src/server.ts':
          "import express from 'express'; import users from './routes/users.js'; const app = express(); app.get('/health', ok); app.use('/api/users', users);",
        'src/routes/users.ts':
          "import { Router } from 'express'; const router = Router(); router.get('/', list); router.get('/:id', one); export default router;",
        'node_modules/x/index.js': "require('express')().get('/no', h)",
        'src/app.test.ts': "require('express')().get('/no', h)",
      },
    );
    expect(project).to.deep.include({ name: 'shop', services: ['postgres', 'redis'] });
    expect(project.start).to.deep.equal({ command: 'node dist/server.js', env: {} });
    const { routes } = scanProject(project, 'node dist/server.js');
    expect(routes.map(({ method, path: route }) => `${method} ${route}`)).to.have.members([
      'GET /health',
      'GET /api/users',
      'GET /api/users/:id',
    ]);
    expect(missingScript('node dist/server.js', folder)).to.equal('dist/server.js');
  });

  const scripts = (texts: Files): Files => ({ 'package.json': JSON.stringify({ scripts: texts }) });
  const commands: readonly (readonly [what: string, files: Files, command: string | null])[] = [
    ['a script of one file', scripts({ start: 'node server.js' }), 'node server.js'],
    ['options of Node.js', scripts({ start: 'node --env-file=.env src/a.mjs' }), 'node --env-file=.env src/a.mjs'],
    ['variables in front of it', scripts({ start: 'NODE_ENV=production node a.js' }), 'node a.js'],
    ['secrets in front of it', scripts({ start: 'API_KEY=abc node a.js' }), 'npm start'],
    ['cross-env', scripts({ start: 'cross-env NODE_ENV=production PORT=1 node a.js' }), 'node a.js'],
    ['a script that another one names', scripts({ start: 'npm run serve', serve: 'node a.js' }), 'node a.js'],
    [
      'what runs beside what builds',
      scripts({ start: 'nest start', 'start:prod': 'node dist/main' }),
      'node dist/main',
    ],
    [
      'a build in front',
      scripts({ start: 'npm run build && node dist/a.js', serve: 'node dist/a.js' }),
      'node dist/a.js',
    ],
    ['a build alone', scripts({ start: 'tsc && node dist/a.js' }), 'npm start'],
    ['a watcher', scripts({ start: 'node --watch a.js' }), 'node a.js'],
    ['a watcher of another name', scripts({ dev: 'nodemon src/a.js' }), 'node src/a.js'],
    ['tsx', scripts({ start: 'tsx src/a.ts' }), 'node --import tsx src/a.ts'],
    ['tsx that watches', scripts({ dev: 'tsx watch src/a.ts' }), 'node --import tsx src/a.ts'],
    ['another program', scripts({ start: 'next start' }), 'npm start'],
    ['a pipe', scripts({ start: 'node a.js | pino-pretty' }), 'npm start'],
    ['a main file', { 'package.json': '{"main":"./lib/a.js"}', 'lib/a.js': ';' }, 'node ./lib/a.js'],
    ['a main file that is not there', { 'package.json': '{"main":"index.js"}', 'server.js': ';' }, 'node server.js'],
    ['a file of a usual name', { 'server.mjs': ';' }, 'node server.mjs'],
    ['a file of a usual name in src', { 'src/index.js': ';' }, 'node src/index.js'],
    ['a damaged package.json', { 'package.json': '{' }, null],
    ['nothing', {}, null],
  ];
  for (const [what, files, command] of commands) {
    it(`guesses the command from ${what}`, async () => {
      expect((await guess(files)).start?.command ?? null).to.equal(command);
    });
  }

  it('keeps the variables that stood in front of a command', async () => {
    const { start } = await guess(scripts({ start: 'NODE_ENV="production" A=1 node a.js' }));
    expect(start?.env).to.deep.equal({ NODE_ENV: 'production', A: '1' });
  });

  const prisma = (provider: string): Files => ({
    'prisma/schema.prisma': `generator client {\n  provider = "prisma-client-js"\n}\ndatasource db {\n  provider = "${provider}"\n}`,
  });
  const services: readonly (readonly [dependencies: readonly string[], files: Files, found: readonly string[]])[] = [
    [['knex', 'pg'], {}, ['postgres']],
    [['knex', 'mysql2'], {}, ['mysql']],
    [['knex', 'better-sqlite3'], {}, []],
    [['typeorm', 'sqlite3'], {}, []],
    [['drizzle-orm', 'postgres'], {}, ['postgres']],
    [['kysely', '@types/pg'], {}, []],
    [['@prisma/client'], prisma('postgresql'), ['postgres']],
    [['@prisma/client'], prisma('mysql'), ['mysql']],
    [['@prisma/client'], prisma('sqlite'), []],
    [['@prisma/client'], {}, []],
    [['bullmq'], {}, ['redis']],
    [['@nestjs/bull'], {}, ['redis']],
    [['connect-redis'], {}, ['redis']],
    [['@fastify/redis', '@fastify/postgres'], {}, ['postgres', 'redis']],
    [['ioredis-mock', '@types/redis', 'redis-memory-server'], {}, []],
  ];
  for (const [dependencies, files, found] of services) {
    it(`takes ${dependencies.join(', ')} for ${found.join(' and ') || 'neither'}`, async () => {
      const manifest = { dependencies: Object.fromEntries(dependencies.map((name) => [name, '*'])) };
      expect((await withManifest(manifest, files)).services).to.deep.equal(found);
    });
  }

  it('fills variables of the service with the parts of what is started, and leaves others alone', async () => {
    const { serviceEnv } = await withManifest(
      { dependencies: { pg: '8', bullmq: '5' } },
      {
        'config.ts':
          'export const host = process.env.DB_HOST; const { TYPEORM_USERNAME } = process.env; get("REDIS_URI")',
        '.env.example': 'DATABASE_URL=x\nDB_PASSWORD=secret\nDB_SSL=true\nMONGO_DB_URL=x\nREDIS_HOST=y\nDB_NAME=shop\n',
        'other.js': 'process.env.SMTP_HOST',
      },
    );
    expect(serviceEnv).to.deep.equal({
      DB_HOST: '${postgres.host}',
      DB_NAME: '${postgres.database}',
      DB_PASSWORD: '${postgres.password}',
      REDIS_URI: '${redis.url}',
      TYPEORM_USERNAME: '${postgres.user}',
    });
  });

  it('fills nothing where no service is started', async () => {
    const { serviceEnv } = await withManifest({ dependencies: { sqlite3: '6' } }, { 'a.js': 'process.env.DB_HOST' });
    expect(serviceEnv).to.deep.equal({});
  });

  const pg = { dependencies: { pg: '8', knex: '3' }, devDependencies: { prisma: '6' } };
  const prepared: readonly (readonly [what: string, manifest: object, files: Files, prepare: string | null])[] = [
    ['scripts', { ...pg, scripts: { migrate: 'node m.js', seed: 'node s.js' } }, {}, 'npm run migrate && npm run seed'],
    ['a script of Knex', { ...pg, scripts: { 'db:migrate': 'knex migrate:latest' } }, {}, 'npm run db:migrate'],
    [
      'scripts that run a usual tool',
      {
        ...pg,
        scripts: {
          'db:load': 'knex seed:run',
          up: 'knex migrate:latest',
          undo: 'knex migrate:rollback',
          start: 'knex seed:run && node a.js',
        },
      },
      {},
      'npm run up && npm run db:load',
    ],
    ['a tool without a script', pg, { 'knexfile.js': ';' }, 'npx knex migrate:latest'],
    ['migrations of Prisma', pg, { 'prisma/migrations/1/migration.sql': '' }, 'npx prisma migrate deploy'],
    [
      'what asks or takes away',
      { ...pg, scripts: { migrate: 'prisma migrate dev', 'db:migrate': 'knex migrate:rollback' } },
      {},
      null,
    ],
    ['no database', { scripts: { migrate: 'node m.js' } }, {}, null],
  ];
  for (const [what, manifest, files, prepare] of prepared) {
    it(`guesses what prepares the database from ${what}`, async () => {
      expect((await withManifest(manifest, files)).prepare).to.equal(prepare);
    });
  }
});
