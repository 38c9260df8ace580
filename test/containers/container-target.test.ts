import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { expect } from 'chai';
import type { TargetStartRecord } from '../../harness/src/model/recording.js';
import { MiB } from '../../harness/src/model/units.js';
import { findFreePort } from '../../harness/src/platform/network/free-port.js';
import { eventually } from '../../harness/test/support/eventually.js';
import { blamedAt, runLeakline, startLeakline, verdictsOf } from './run-leakline.js';
import { runOrFail, runTracked } from './run-tracked.js';
import { currentSession } from './session.js';

const repository = path.join(import.meta.dirname, '../..');
const shop = path.join(import.meta.dirname, 'small-shop');
const composeFile = path.join(shop, 'docker-compose.yml');
const endpoints = ['GET /leak', 'GET /ok'];

/** Verdicts take long where builds and other tests keep the machine busy. */
const patient = { seconds: 180 };
const longestMs = 900_000;

const docker = (...words: readonly string[]): Promise<string> => runOrFail(currentSession(), ['docker', ...words]);

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

const newName = (): string => `leakline-test-${randomBytes(4).toString('hex')}`;

/** Everything that the engine has of a project, and containers that Leakline started, whosever project they are of. */
async function belongingsOf(project: string): Promise<readonly string[]> {
  const ofProject = `label=com.docker.compose.project=${project}`;
  const lists = [
    ['ps', '--all', '--format', '{{.ID}} {{.Names}}', '--filter', ofProject],
    ['ps', '--all', '--format', '{{.ID}} {{.Names}}', '--filter', 'label=leakline.run'],
    ['network', 'ls', '--format', '{{.ID}} {{.Name}}', '--filter', ofProject],
    ['volume', 'ls', '--format', '{{.Name}}', '--filter', ofProject],
    ['images', '--format', '{{.Repository}}', 'leakline-compose/*'],
  ];
  return (await Promise.all(lists.map(async (words) => lines(await docker(...words))))).flat().toSorted();
}

/** The small shop in a container that Leakline does not start. */
interface ForeignContainer {
  readonly name: string;
  /** Id, start, pid, and the files that differ from the image. */
  state(): Promise<string>;
  remove(): Promise<unknown>;
}

async function startForeign(target: 'full' | 'bare', ...options: readonly string[]): Promise<ForeignContainer> {
  const session = currentSession();
  const image = `leakline-test/small-shop-${target}:${session.tag}`;
  const build = ['docker', 'build', '--quiet', '--target', target, '--tag', image, '--label', session.label] as const;
  const { environment } = session.engine;
  await runOrFail(session, [...build, '--build-arg', `NODE_IMAGE=${session.images.names.node}`, shop], {
    env: environment,
  });
  const name = newName();
  await docker('run', '--detach', '--name', name, ...options, image);
  return {
    name,
    state: async () => {
      const format = '{{.Id}} {{.State.StartedAt}} {{.State.Pid}}';
      return `${await docker('inspect', '--format', format, name)}${await docker('diff', name)}`;
    },
    remove: () => docker('rm', '--force', name),
  };
}

const published = ['--publish', '127.0.0.1::3000'];

describe('a container that runs', () => {
  for (const target of ['full', 'bare'] as const) {
    it(`gets the agent and loses it again, with the line found (${target} image)`, async () => {
      const container = await startForeign(target, ...published);
      const before = await container.state();
      const run = await runLeakline({
        targets: [{ name: 'shop', container: container.name, attach: true }],
        endpoints,
      });
      expect(verdictsOf(run), run.output).to.deep.equal({ 'GET /leak': 'leaking', 'GET /ok': 'clean' });
      expect(blamedAt(run, 'GET /leak')).to.equal('server.mjs:8');
      expect(await container.state()).to.equal(before);
      await container.remove();
    });
  }

  it('has its memory limit in the projection', async () => {
    const container = await startForeign('full', ...published, '--memory', '300m');
    const run = await runLeakline({ targets: [{ name: 'shop', container: container.name }], endpoints: ['GET /ok'] });
    const start = run.recording.find(({ type }) => type === 'target-start') as unknown as TargetStartRecord;
    // The room is told for resident memory, which also has pages of files.
    expect(start.limits.memoryBytes).to.be.within(300 * MiB, 400 * MiB);
    await container.remove();
  });

  describe('owns its connections', () => {
    const removals: (() => Promise<unknown>)[] = [];
    afterEach(async () => {
      for (const remove of removals.splice(0)) await remove();
    });

    /** Redis in a container, at its own address, at a port of this machine and at one of the bridge. */
    async function startRedis() {
      const name = newName();
      const [gateway = ''] = lines(
        await docker('network', 'inspect', '--format', '{{(index .IPAM.Config 0).Gateway}}', 'bridge'),
      );
      const [here, there] = [await findFreePort(), await findFreePort()];
      const ports = ['--publish', `127.0.0.1:${here}:6379`, '--publish', `${gateway}:${there}:6379`];
      const command = ['redis-server', '--protected-mode', 'no'];
      await docker('run', '--detach', '--name', name, ...ports, currentSession().images.names.redis, ...command);
      removals.push(() => docker('rm', '--force', name));
      const address = (await docker('inspect', '--format', '{{.NetworkSettings.IPAddress}}', name)).trim();
      return { address, gateway, here, there };
    }

    const measured = async (host: string, port: number, url: string) => {
      const env = ['--env', `REDIS_HOST=${host}`, '--env', `REDIS_PORT=${port}`];
      const container = await startForeign('full', ...published, ...env);
      const run = await runLeakline({
        services: { redis: { url } },
        targets: [{ name: 'shop', container: container.name }],
        endpoints: ['GET /redis', 'GET /ok'],
        // No agent is put in, so nothing is known of memory.
        metrics: ['redis.connections', 'sockets', 'fds'],
      });
      await container.remove();
      return run;
    };
    const ownership = ({ result }: Awaited<ReturnType<typeof measured>>) =>
      result.targets[0]?.warnings.some(({ code }) => code === 'OWNERSHIP_UNKNOWN') === true ? 'total' : 'socket';
    const leadingMetric = ({ result }: Awaited<ReturnType<typeof measured>>) =>
      result.targets[0]?.endpoints[0]?.findings[0]?.metric;

    it('at a server in another container, which Leakline reaches by its published port', async () => {
      const redis = await startRedis();
      const run = await measured(redis.address, 6379, `redis://127.0.0.1:${redis.here}`);
      expect(verdictsOf(run), run.output).to.deep.equal({ 'GET /redis': 'leaking', 'GET /ok': 'clean' });
      expect([leadingMetric(run), ownership(run)]).to.deep.equal(['redis.connections', 'socket']);
    });

    it('says that they cannot be told where the engine’s proxy is in between', async () => {
      const redis = await startRedis();
      const run = await measured(redis.gateway, redis.there, `redis://${redis.gateway}:${redis.there}`);
      expect(verdictsOf(run)['GET /redis'], run.output).to.equal('leaking');
      expect(ownership(run)).to.equal('total');
    });
  });

  it('is named with those that are near when it is not there', async () => {
    const container = await startForeign('full', ...published);
    const run = await runLeakline({
      targets: [{ name: 'shop', container: container.name.slice(0, -1) }],
      endpoints,
    });
    expect(run.exitCode).to.equal(3);
    expect(run.result.targets[0]?.failure?.code).to.equal('CONTAINER_NOT_FOUND');
    expect(run.result.targets[0]?.failure?.message).to.include(`Did you mean "${container.name}"?`);
    await container.remove();
  });

  it('has to run, and to publish a port', async () => {
    const container = await startForeign('full');
    const config = { targets: [{ name: 'shop', container: container.name }], endpoints };
    const unpublished = await runLeakline(config);
    expect(unpublished.result.targets[0]?.failure?.code).to.equal('CONTAINER_PORT_UNKNOWN');
    expect(unpublished.result.targets[0]?.failure?.message).to.include('publishes no port. It exposes 3000/tcp.');
    await docker('kill', container.name);
    const ended = await runLeakline(config);
    expect(ended.result.targets[0]?.failure?.code).to.equal('CONTAINER_NOT_RUNNING');
    expect(ended.result.targets[0]?.failure?.message).to.include('is exited');
    await container.remove();
  });

  it('needs an engine', async () => {
    const config = { targets: [{ name: 'shop', container: 'shop' }], endpoints };
    const run = await runLeakline(config, { DOCKER_HOST: 'unix:///nonexistent/docker.sock' });
    expect(run.exitCode).to.equal(3);
    expect(run.result.targets[0]?.failure?.code).to.equal('ENGINE_UNAVAILABLE');
    expect(run.result.targets[0]?.failure?.message).to.include('unix:///nonexistent/docker.sock');
  });
});

describe('a service of a compose file', function () {
  this.timeout(longestMs);

  const { node, redis } = {
    node: () => currentSession().images.names.node,
    redis: () => currentSession().images.names.redis,
  };
  const variables = async (target: 'full' | 'bare') => ({
    NODE_IMAGE: node(),
    REDIS_IMAGE: redis(),
    REDIS_PORT: String(await findFreePort()),
    SHOP_TARGET: target,
    COMPOSE_PROJECT_NAME: newName(),
  });

  for (const target of ['full', 'bare'] as const) {
    it(`is started with the agent, blamed by its line, and taken down with all it needs (${target} image)`, async () => {
      const env = await variables(target);
      const run = await runLeakline(
        {
          services: { redis: { url: `redis://127.0.0.1:${env.REDIS_PORT}` } },
          targets: [{ name: 'shop', compose: { file: composeFile, service: 'web' } }],
          endpoints: [...endpoints, 'GET /redis'],
          diagnose: 'always',
          budget: patient,
        },
        env,
      );
      const verdicts = { 'GET /leak': 'leaking', 'GET /ok': 'clean', 'GET /redis': 'leaking' };
      expect(verdictsOf(run), run.output).to.deep.equal(verdicts);
      expect(blamedAt(run, 'GET /leak')).to.equal('server.mjs:8');
      expect(blamedAt(run, 'GET /redis')).to.equal('server.mjs:12');
      const findings = run.result.targets[0]?.endpoints.find(({ id }) => id === 'GET /redis')?.findings;
      expect(findings?.[0]?.metric).to.equal('redis.connections');
      expect(await belongingsOf(env.COMPOSE_PROJECT_NAME)).to.deep.equal([]);
      expect(run.leftInTemporaryFolder).to.deep.equal([]);
    });
  }

  it('leaves the containers of the same project as they were', async () => {
    const env = await variables('full');
    const session = currentSession();
    const options = { cwd: shop, env: { ...session.engine.environment, ...env } };
    await runOrFail(session, [...session.engine.compose, 'up', '--detach', 'web'], options);
    const before = await belongingsOf(env.COMPOSE_PROJECT_NAME);
    const run = await runLeakline(
      { targets: [{ name: 'shop', compose: { file: composeFile, service: 'web' } }], endpoints, diagnose: 'never' },
      env,
    );
    expect(verdictsOf(run), run.output).to.deep.equal({ 'GET /leak': 'leaking', 'GET /ok': 'clean' });
    expect(await belongingsOf(env.COMPOSE_PROJECT_NAME)).to.deep.equal(before);
    await runTracked(session, [...session.engine.compose, 'down', '--volumes', '--rmi', 'local'], options);
  });

  it('is taken down, with all it needs, when Leakline is killed', async () => {
    const env = await variables('full');
    const config = { targets: [{ name: 'shop', compose: { file: composeFile, service: 'web' } }], endpoints };
    const run = startLeakline(config, env);
    const hasWeb = async () => (await belongingsOf(env.COMPOSE_PROJECT_NAME)).some((line) => line.includes('-web-'));
    expect(await eventually(hasWeb, 120_000)).to.equal(true);
    run.kill('SIGKILL');
    const isGone = async () => (await belongingsOf(env.COMPOSE_PROJECT_NAME)).length === 0;
    expect(await eventually(isGone, 60_000)).to.equal(true);
  });

  it('has to be in the file', async () => {
    const run = await runLeakline(
      { targets: [{ name: 'shop', compose: { file: composeFile, service: 'wep' } }], endpoints },
      await variables('full'),
    );
    expect(run.exitCode).to.equal(3);
    expect(run.output).to.include('COMPOSE_SERVICE_UNKNOWN');
    expect(run.output).to.include('Did you mean "web"?');
  });
});

describe('the twins as services of the compose file', function () {
  this.timeout(longestMs);

  it('get the same verdicts, and the leak the same lines, as outside of containers', async () => {
    const { images } = currentSession();
    const { node, 'node-full': nodeFull, postgres, redis } = images.names;
    const ports = { POSTGRES_PORT: await findFreePort(), REDIS_PORT: await findFreePort() };
    const file = path.join(repository, 'docker-compose.yml');
    const project = newName();
    const run = await runLeakline(
      {
        services: {
          postgres: { url: `postgres://leakline:leakline@127.0.0.1:${ports.POSTGRES_PORT}/shop` },
          redis: { url: `redis://127.0.0.1:${ports.REDIS_PORT}` },
        },
        targets: ['with-leak', 'without-leak'].map((service) => ({
          name: service,
          compose: { file, service },
          ready: '/healthz',
          expect: service === 'with-leak' ? 'leaking' : 'clean',
        })),
        endpoints: ['GET /api/database', 'GET /api/redis'],
        diagnose: 'always',
        budget: patient,
      },
      {
        NODE_IMAGE: node,
        NODE_FULL_IMAGE: nodeFull,
        POSTGRES_IMAGE: postgres,
        REDIS_IMAGE: redis,
        POSTGRES_PORT: String(ports.POSTGRES_PORT),
        REDIS_PORT: String(ports.REDIS_PORT),
        COMPOSE_PROJECT_NAME: project,
      },
    );
    expect(run.exitCode, run.output).to.equal(0);
    expect(blamedAt(run, 'GET /api/database')).to.equal('apps/with-leak/src/routes/database.ts:16');
    expect(blamedAt(run, 'GET /api/redis')).to.equal('apps/with-leak/src/routes/redis.ts:18');
    expect(await belongingsOf(project)).to.deep.equal([]);
  });
});
