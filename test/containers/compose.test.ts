import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import type { RunResult } from '../../harness/src/model/result.js';
import { findFreePort } from '../../harness/src/platform/network/free-port.js';
import { type ComposeProject, createProject, type Ports } from './compose-project.js';
import { leftoversOf } from './leftovers.js';
import { runOrFail } from './run-tracked.js';
import { currentSession } from './session.js';

const nothing = { containers: 0, networks: 0, volumes: 0, images: 0 };
const services = ['postgres', 'redis', 'with-leak', 'without-leak', 'without-leak-worker'];
const healthTimeoutMs = 60_000;

async function freePorts(): Promise<Ports> {
  return {
    POSTGRES_PORT: await findFreePort(),
    REDIS_PORT: await findFreePort(),
    WITH_LEAK_PORT: await findFreePort(),
    WITHOUT_LEAK_PORT: await findFreePort(),
  };
}

/** Service by service: its state, and its health where the image or the file has a check. */
async function statesOf(project: ComposeProject): Promise<Readonly<Record<string, string>>> {
  const label = '{{index .Config.Labels "com.docker.compose.service"}}';
  const format = `${label} {{.State.Status}}{{if .State.Health}} {{.State.Health.Status}}{{end}}`;
  const session = currentSession();
  const ids = (await project.runOrFail('ps', '--quiet')).split('\n').filter((id) => id !== '');
  const output = await runOrFail(session, ['docker', 'inspect', '--format', format, ...ids]);
  const rows = output.trim().split('\n');
  return Object.fromEntries(rows.map((row) => [row.split(' ')[0], row.split(' ').slice(1).join(' ')]));
}

async function eventuallyHealthy(project: ComposeProject): Promise<Readonly<Record<string, string>>> {
  const deadlineMs = performance.now() + healthTimeoutMs;
  for (;;) {
    const states = await statesOf(project);
    if (!Object.values(states).some((state) => state.includes('starting'))) return states;
    if (performance.now() > deadlineMs) return states;
    await delay(500);
  }
}

/** The judged growth of one metric at one endpoint. */
function rateOf(result: RunResult, endpoint: string, metric: string): number | undefined {
  const judged = result.targets[0]?.endpoints.find(({ id }) => id === endpoint)?.metrics;
  return judged?.find((row) => row.metric === metric)?.perRequest?.estimate;
}

describe('the compose file', function () {
  // Each test needs what the one before it has started.
  this.bail(true);
  let ports: Ports;
  let project: ComposeProject;
  before(async () => {
    ports = await freePorts();
    project = createProject(currentSession(), ports);
  });
  after(async () => {
    await project.run('--profile', 'harness', 'down', '--volumes', '--rmi', 'local');
  });

  it('builds both shops and starts them beside PostgreSQL and Redis', async () => {
    await project.runOrFail('up', '--build', '--detach');
    const states = await eventuallyHealthy(project);
    expect(Object.keys(states).sort()).to.deep.equal(services);
    const { 'without-leak-worker': worker, ...checked } = states;
    expect(worker).to.equal('running');
    expect(new Set(Object.values(checked))).to.deep.equal(new Set(['running healthy']));
  });

  for (const name of ['with-leak', 'without-leak'] as const) {
    it(`publishes ${name} on 127.0.0.1, where it answers from both services`, async () => {
      const port = ports[name === 'with-leak' ? 'WITH_LEAK_PORT' : 'WITHOUT_LEAK_PORT'];
      expect((await project.runOrFail('port', name, '3000')).trim()).to.equal(`127.0.0.1:${port}`);
      const statuses = ['/healthz', '/api/database', '/api/redis'].map(
        async (route) => (await fetch(`http://127.0.0.1:${port}${route}`)).status,
      );
      expect(await Promise.all(statuses)).to.deep.equal([200, 200, 200]);
    });
  }

  it('judges both shops inside: one leaks its connections, the other is clean', async () => {
    await project.runOrFail('--profile', 'harness', 'build', 'harness');
    const { exitCode, output } = await project.run('--profile', 'harness', 'run', '--rm', '-T', 'harness');
    expect(exitCode, output).to.equal(0);
    const folder = path.join(project.reports, 'latest');
    expect(existsSync(path.join(folder, 'report.html'))).to.equal(true);
    const result = JSON.parse(readFileSync(path.join(folder, 'result.json'), 'utf8')) as RunResult;
    expect(result.targets.map(({ name, verdict }) => [name, verdict])).to.deep.equal([
      ['with-leak', 'leaking'],
      ['without-leak', 'clean'],
    ]);
    expect(rateOf(result, 'GET /api/database', 'pg.connections')).to.be.closeTo(1, 0.005);
    expect(rateOf(result, 'GET /api/redis', 'redis.connections')).to.be.closeTo(1, 0.005);
  });

  it('goes without a trace', async () => {
    await project.runOrFail('--profile', 'harness', 'down', '--volumes', '--rmi', 'local');
    expect(await leftoversOf(currentSession(), project.name)).to.deep.equal(nothing);
  });
});

describe('the compose file, with a published port in use', () => {
  it('says which, and leaves nothing once it is down', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    const ports = await freePorts();
    const { port } = taken.address() as { readonly port: number };
    const project = createProject(currentSession(), { ...ports, REDIS_PORT: port });
    const { exitCode, output } = await project.run('up', '--detach', 'redis');
    taken.close();
    await project.runOrFail('down', '--volumes');
    expect(exitCode).to.equal(1);
    expect(output).to.match(new RegExp(`127\\.0\\.0\\.1:${port}.*(already in use|already allocated)`));
    expect(await leftoversOf(currentSession(), project.name)).to.deep.equal(nothing);
  });
});
