import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { expect } from 'chai';
import { Client } from 'pg';
import { createClient } from 'redis';
import { type ServerRecipe, startOwnServer } from '../../harness/src/services/own-server.js';
import { startPostgres } from '../../harness/src/services/postgres/service.js';
import { createDockerLaunch } from '../../harness/src/services/redis/docker-launch.js';
import { startRedis } from '../../harness/src/services/redis/service.js';
import { failureOf } from '../../harness/test/fixtures/services/failure-of.js';
import { type PrivateTemp, usePrivateTemp } from '../../harness/test/fixtures/services/leftovers.js';
import { quietHooks } from '../../harness/test/fixtures/services/quiet-hooks.js';
import { eventually } from '../../harness/test/support/eventually.js';
import { containersOf } from './leftovers.js';
import { currentSession } from './session.js';

const provider = 'docker';
const postgresOf = (image: string, maxConnections = 20, signal?: AbortSignal) =>
  startPostgres({ url: null, maxConnections, provider, image }, quietHooks(signal));
const redisOf = (image: string, maxClients: number | null = null, signal?: AbortSignal) =>
  startRedis({ url: null, maxConnections: maxClients, provider, image }, quietHooks(signal));

const own = () => currentSession().images.names;
const containers = () => containersOf(currentSession());
const areGone = () => eventually(async () => (await containers()).length === 0, 20_000);

/** With variables of the environment set for as long as the test takes. */
async function withVariable<T>(name: string, value: string, act: () => Promise<T>): Promise<T> {
  const before = process.env[name];
  process.env[name] = value;
  try {
    return await act();
  } finally {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  }
}

async function listenSomewhere(): Promise<{ readonly port: number; close(): void }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, close: () => server.close() };
}

/** Redis in a container, published on the port that is chosen when a free one is offered. */
async function startRedisOn(choosePort: (free: number) => number): Promise<{ stop(): Promise<void> }> {
  const signal = new AbortController().signal;
  const launch = await createDockerLaunch(own().redis, { password: 'x', maxConnections: null }, signal);
  const recipe: ServerRecipe<null> = {
    ...launch,
    kind: 'redis',
    owner: null,
    fixedPort: null,
    stopSignal: 'SIGTERM',
    classify: () => 'refused',
    command: (folder, port) => launch.command(folder, choosePort(port)),
    connect: async (port) => {
      const client = createClient({ url: `redis://:x@127.0.0.1:${port}`, socket: { reconnectStrategy: false } });
      client.on('error', () => undefined);
      await client.connect();
      await client.close();
      return null;
    },
  };
  return startOwnServer(recipe, signal);
}

describe('the provider docker', () => {
  let temp: PrivateTemp;
  before(async () => {
    temp = await usePrivateTemp();
  });
  after(() => temp.restore());
  afterEach(async () => {
    expect(await areGone()).to.equal(true);
    expect(await temp.serverFolders()).to.deep.equal([]);
  });

  it('starts PostgreSQL with the limit asked for, counts its clients, and takes the container away', async () => {
    const service = await postgresOf(own().postgres);
    expect(service.description).to.match(/^docker \d+\.\d+/);
    expect(service.limitSetting).to.equal('max_connections=20');
    const clients = [1, 2, 3].map(() => new Client({ connectionString: service.url }));
    await Promise.all(clients.map((client) => client.connect()));
    expect(await service.observer.count()).to.equal(3);
    expect((await clients[0]?.query('select 6 * 7 as answer'))?.rows).to.deep.equal([{ answer: 42 }]);
    await Promise.all(clients.map((client) => client.end()));
    await service.stop();
    expect(await containers()).to.deep.equal([]);
  });

  it('starts Redis with the limit asked for, counts its clients, and takes the container away', async () => {
    const service = await redisOf(own().redis, 50);
    expect(service.description).to.match(/^docker \d+\.\d+/);
    expect(service.limitSetting).to.equal('maxclients=50');
    const client = createClient({ url: service.url });
    client.on('error', () => undefined);
    await client.connect();
    expect(await client.set('key', 'value')).to.equal('OK');
    expect(await service.observer.count()).to.equal(1);
    await client.close();
    await service.stop();
    expect(await containers()).to.deep.equal([]);
  });

  it('leaves nothing when called off during the start', async () => {
    const controller = new AbortController();
    const failures = [
      postgresOf(own().postgres, 20, controller.signal),
      redisOf(own().redis, null, controller.signal),
    ].map(failureOf);
    await eventually(async () => (await containers()).length > 0, 10_000);
    controller.abort(new Error('Ctrl-C'));
    expect((await Promise.all(failures)).map(({ message }) => message)).to.deep.equal(['Ctrl-C', 'Ctrl-C']);
  });

  for (const moment of ['as soon as there is a container', 'once the servers answer'] as const) {
    it(`leaves nothing when its process is killed ${moment}`, async () => {
      const fixture = path.join(import.meta.dirname, 'starts-containers-and-waits.ts');
      const args = ['--import', 'tsx', fixture, own().postgres, own().redis];
      const run = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      if (moment === 'once the servers answer') await once(run.stdout, 'data');
      else await eventually(async () => (await containers()).length > 0, 20_000);
      run.kill('SIGKILL');
      expect(await areGone()).to.equal(true);
      expect(await eventually(async () => (await temp.serverFolders()).length === 0)).to.equal(true);
    });
  }

  it('takes another port when its own is in use by then', async () => {
    const taken = await listenSomewhere();
    const tried: number[] = [];
    const server = await startRedisOn((free) => (tried.push(free) === 1 ? taken.port : free));
    taken.close();
    expect(tried).to.have.length(2);
    await server.stop();
  });

  it('gives up in one line when that happens three times', async () => {
    const taken = await listenSomewhere();
    const tried: number[] = [];
    const failure = await failureOf(
      startRedisOn((free) => {
        tried.push(free);
        return taken.port;
      }),
    );
    taken.close();
    expect(tried).to.have.length(3);
    expect(failure.message).to.equal(
      `docker run ${own().redis} found each port of 127.0.0.1 in use that was free a moment before (${tried.join(', ')}); end what takes them, or run again.`,
    );
  });

  it('says in one line that an image is not to be had', async () => {
    const failure = await failureOf(redisOf('127.0.0.1:1/absent:1'));
    expect(failure.message)
      .to.match(
        /^Redis could not be started with services\.redis\.provider 'docker': the image 127\.0\.0\.1:1\/absent:1 /,
      )
      .and.match(/could not be pulled \(.+\); pull or build it, or set `image`/)
      .and.not.include('\n');
  });
});

describe('the provider docker, without an engine', () => {
  const start = "PostgreSQL could not be started with services.postgres.provider 'docker': ";

  it('says in one line that there is no `docker` command', async () => {
    const failure = await withVariable('PATH', '/nonexistent', () => failureOf(postgresOf('postgres:17')));
    expect(failure.message).to.equal(
      `${start}there is no \`docker\` command on PATH; install Docker, or choose another provider.`,
    );
  });

  it('says in one line that no engine answers, and where', async () => {
    const failure = await withVariable('DOCKER_HOST', 'unix:///nonexistent/docker.sock', () =>
      failureOf(postgresOf('postgres:17')),
    );
    expect(failure.message)
      .to.match(
        /no Docker engine can be used \(.*unix:\/\/\/nonexistent\/docker\.sock.*\); start it, or set DOCKER_HOST/,
      )
      .and.not.include('\n');
  });

  it('says in one line, and soon, that an engine gives no answer', async () => {
    const folder = mkdtempSync('/tmp/leakline-silent-');
    const silent = createServer(() => undefined).listen(`${folder}/docker.sock`);
    await once(silent, 'listening');
    const startMs = performance.now();
    const failure = await withVariable('DOCKER_HOST', `unix://${folder}/docker.sock`, () =>
      failureOf(postgresOf('postgres:17')),
    );
    silent.close();
    rmSync(folder, { recursive: true });
    expect(failure.message).to.equal(
      `${start}the Docker engine at unix://${folder}/docker.sock gave no answer within 5 s; restart it, or set DOCKER_HOST to another.`,
    );
    expect(performance.now() - startMs).to.be.below(12_000);
  });
});
