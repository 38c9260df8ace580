import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { itRuns } from '../../fixtures/cli/cli-cases.js';
import { type CliSandbox, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

const unseen = ['heapUsedBytes', 'externalBytes', 'arrayBuffersBytes', 'handles'];
const withoutAgent = `sh -c 'NODE_OPTIONS= exec ${server('answers')}'`;

describe('leakline run with an unusual target', () => {
  itRuns([
    {
      title: 'says what it could not see of a program without the agent',
      args: ['run'],
      prepare: (sandbox) => sandbox.configure({ command: withoutAgent }),
      async check({ exitCode, stdout, stderr }, sandbox) {
        const { targets } = await sandbox.assertComplete();
        expect(targets[0]?.unmeasured.map(({ metric }) => metric)).to.include.members(unseen);
        expect(targets[0]?.endpoints[0]?.metrics.map(({ metric }) => metric))
          .to.include('fds')
          .and.not.include('heapUsedBytes');
        expect(stdout).to.include('not measured: heapUsedBytes');
        expect(stderr).to.include("carries Leakline's agent");
        expect(exitCode).to.be.oneOf([0, 2]);
      },
    },
    {
      title: 'is not clean when a metric that was asked for cannot be measured',
      args: ['run', '--budget', '2'],
      prepare: (sandbox) => sandbox.configure({ command: withoutAgent }, { metrics: ['heapUsedBytes'] }),
      async check({ exitCode }, sandbox) {
        const { targets } = await sandbox.assertComplete();
        expect(targets[0]?.endpoints[0]?.advice).to.include('heapUsedBytes was asked for and could not be measured');
        expect(exitCode).to.equal(2);
      },
    },
    {
      title: 'kills what ignores SIGTERM, and says so',
      args: ['run'],
      prepare: (sandbox) => sandbox.configure({ command: server('ignores-sigterm'), stopGraceMs: 300 }),
      async check({ stderr }, sandbox) {
        const { targets } = await sandbox.assertComplete();
        expect(targets[0]?.warnings.map(({ code }) => code)).to.include('TARGET_IGNORED_SIGTERM');
        expect(stderr).to.include('did not end within 300 ms after SIGTERM');
      },
    },
    {
      title: 'is not held up by 50 MB of output',
      args: ['run'],
      prepare: (sandbox) => sandbox.configure({ command: server('prints-much') }),
      async check(_outcome, sandbox) {
        const { targets } = await sandbox.assertComplete();
        expect(targets[0]?.failure).to.equal(null);
        expect(targets[0]?.endpoints[0]?.load).to.include({ errors: 0, timeouts: 0 });
      },
    },
    {
      title: 'keeps the words of a command together',
      args: ['run', '--budget', '1', '--no-html', '--get', '/', '--', process.execPath, '-e', quotedServer()],
      check({ stdout }, sandbox) {
        const { targets } = sandbox.readResult();
        expect(targets[0]?.failure).to.equal(null);
        expect(targets[0]?.endpoints[0]?.load).to.include({ non2xx: 0 });
        expect(stdout).to.include('results').and.not.include('report.html');
      },
    },
  ]);

  function quotedServer(): string {
    return `require('http').createServer((q, r) => { r.statusCode = "it's $HOME" === 'it' + String.fromCharCode(39) + 's $' + "HOME" ? 200 : 500; r.end(); }).listen(process.env.PORT, "127.0.0.1")`;
  }

  it('drives a server that no agent gets into', async function () {
    if (spawnSync('python3', ['--version']).status !== 0) this.skip();
    const sandbox = createSandbox();
    sandbox.configure(
      { command: 'exec python3 -I -m http.server --bind 127.0.0.1 $PORT', readyTimeoutMs: 10_000 },
      { budget: { seconds: 1 } },
    );
    const { stdout } = await sandbox.run(['run']);
    const [app] = (await sandbox.assertComplete()).targets;
    expect(app?.failure).to.equal(null);
    expect(app?.unmeasured.map(({ metric }) => metric)).to.include.members(unseen);
    expect(stdout).to.include('not measured: heapUsedBytes');
    sandbox.remove();
  });
});

describe('leakline run in an unusual place', () => {
  let sandbox: CliSandbox;
  afterEach(() => sandbox.remove());

  it('works in folders with spaces and quotes in their names, services included', async () => {
    sandbox = createSandbox(` it's "here" `);
    sandbox.write('server.mjs', readFileSync(server('answers').replace('node ', ''), 'utf8'));
    sandbox.configure({ command: 'node server.mjs' }, { services: { postgres: true, redis: true } });
    await sandbox.run(['run']);
    const result = await sandbox.assertComplete();
    expect(result.targets[0]?.failure?.message).to.equal(undefined);
    expect(result.targets[0]?.endpoints[0]?.metrics.map(({ metric }) => metric)).to.include('heapUsedBytes');
  });

  it('finds room for its socket where TMPDIR is deep', async () => {
    sandbox = createSandbox();
    const deep = path.join(sandbox.folder, 'tmp', 'd'.repeat(100));
    mkdirSync(deep);
    sandbox.configure({});
    await sandbox.run(['run'], { env: { TMPDIR: deep } });
    const [app] = (await sandbox.assertComplete()).targets;
    expect(app?.unmeasured).to.deep.equal([]);
  });
});
