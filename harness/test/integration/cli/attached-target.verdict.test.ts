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
    expect(stranger.isRunning()).to.equal(true);
  });
});
