import { expect } from 'chai';
import { type CliSandbox, createSandbox } from '../../fixtures/cli/cli-sandbox.js';
import { type Stranger, startStranger } from '../../fixtures/cli/stranger.js';

describe('leakline run with a service that runs already', () => {
  let sandbox: CliSandbox;
  /** One of its own for each test, for a server that leaks has only so many descriptors to lose. */
  let stranger: Stranger | undefined;

  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(async () => {
    await stranger?.stop();
    stranger = undefined;
    sandbox.remove();
  });

  it('takes nothing for zero that it cannot read without the pid', async () => {
    stranger = await startStranger('answers');
    const { url } = stranger;
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
    stranger = await startStranger('leaks-descriptors');
    const { url, pid } = stranger;
    const { exitCode } = await sandbox.run(['run', '--url', url, '--pid', `${pid}`, '--get', '/', '--budget', '30']);
    const [target] = (await sandbox.assertComplete()).targets;
    expect(target?.endpoints[0]?.findings.map(({ metric }) => metric)).to.deep.equal(['fds']);
    expect(exitCode).to.equal(1);
    expect(target?.warnings.map(({ code }) => code)).to.include('ATTACH_OFFERED');
    expect(stranger.isRunning()).to.equal(true);
  });

  it('finds what a running process keeps, and the line, once the agent is let in', async () => {
    stranger = await startStranger('runs-by-itself');
    const { url, pid } = stranger;
    const service = ['--url', url, '--pid', `${pid}`, '--attach'];
    const args = ['run', ...service, '--get', '/leak', '--get', '/', '--diagnose', 'always'];
    const { exitCode, stdout } = await sandbox.run(args);
    const [target] = (await sandbox.assertComplete()).targets;
    const [leak, clean] = target?.endpoints ?? [];
    expect(leak?.verdict).to.equal('leaking');
    expect(clean?.verdict).to.equal('clean');
    expect(target?.unmeasured).to.deep.equal([]);
    expect(target?.warnings.map(({ code }) => code)).to.deep.equal(['ATTACHED']);
    expect(stdout).to.match(/runs-by-itself\.mjs:7/);
    expect(exitCode).to.equal(1);
    expect(stranger.isRunning()).to.equal(true);
    expect(await (await fetch(url)).json()).to.have.keys('at');
  });

  it('clears a running process that keeps nothing, and says what was let in', async () => {
    stranger = await startStranger('answers');
    const { url, pid } = stranger;
    const { exitCode, stdout } = await sandbox.run(['run', '--url', url, '--pid', `${pid}`, '--attach', '--get', '/']);
    const [target] = (await sandbox.assertComplete()).targets;
    expect(target?.verdict).to.equal('clean');
    expect(target?.endpoints[0]?.metrics.map(({ metric }) => metric)).to.include.members(['heapUsedBytes', 'fds']);
    expect(stdout.replaceAll(/\s+/g, ' ')).to.include("Leakline's agent is in 1 running process");
    expect(exitCode).to.equal(0);
  });

  it('fails with a message where the agent cannot get in', async () => {
    stranger = await startStranger('answers');
    const { url } = stranger;
    const { exitCode, stdout } = await sandbox.run(['run', '--url', url, '--pid', '1', '--attach', '--get', '/']);
    expect(exitCode).to.equal(3);
    expect(stdout).to.match(/TARGET_WRONG_PORT|ATTACH_UNSUPPORTED/);
    const misused = await sandbox.run(['run', '--url', url, '--attach', '--get', '/']);
    expect(misused.exitCode).to.equal(4);
    expect(misused.stderr).to.include('--attach needs --pid');
  });
});
