import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { type CliSandbox, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return address.port;
}

/** Starts a server that is not Leakline's, and waits until it answers. */
async function startStranger(name: string, port: number): Promise<ChildProcess> {
  const [command = '', ...args] = server(name).split(' ');
  const stranger = spawn(command, args, { env: { ...process.env, PORT: String(port) }, stdio: 'ignore' });
  const answers = async (): Promise<boolean> => (await fetch(`http://127.0.0.1:${port}/`).catch(() => null)) !== null;
  while (!(await answers())) await delay(20);
  return stranger;
}

describe('leakline run with a service that runs already', function () {
  this.timeout(60_000);
  let sandbox: CliSandbox;
  let stranger: ChildProcess;
  let url: string;

  /** Starts a server of its own for each test, for one that leaks has only so many descriptors to lose. */
  async function start(name: string): Promise<void> {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    stranger = await startStranger(name, port);
  }

  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => {
    stranger.kill();
    sandbox.remove();
  });

  it('takes nothing for zero that it cannot read without the pid', async () => {
    await start('answers');
    const { exitCode, stdout } = await sandbox.run(['run', '--url', url, '--get', '/', '--budget', '3']);
    const [target] = (await sandbox.assertComplete()).targets;
    expect(target?.verdict).to.equal('inconclusive');
    expect(target?.endpoints[0]?.metrics).to.deep.equal([]);
    expect(target?.unmeasured.map(({ metric }) => metric)).to.include.members([
      'fds',
      'sockets',
      'rssBytes',
      'children',
    ]);
    expect(stdout).to.include('--pid');
    expect(exitCode).to.equal(2);
  });

  it('counts what the process holds where the pid is given, and leaves it running', async () => {
    await start('leaks-descriptors');
    const pid = String(stranger.pid);
    const { exitCode } = await sandbox.run(['run', '--url', url, '--pid', pid, '--get', '/', '--budget', '5']);
    const [target] = (await sandbox.assertComplete()).targets;
    expect(target?.endpoints[0]?.findings.map(({ metric }) => metric)).to.deep.equal(['fds']);
    expect(exitCode).to.equal(1);
    expect(stranger.exitCode).to.equal(null);
  });
});
