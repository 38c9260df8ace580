import { expect } from 'chai';
import { type CliSandbox, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

describe('leakline run with a target that stands for seconds', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  it('waits for it, and accuses the recurring timers that hold it up', async () => {
    sandbox.configure({ command: server('leaves-polls-behind') }, { budget: { seconds: 60 }, tolerances: {} });
    const { exitCode, stdout } = await sandbox.run(['run', '--diagnose', 'never']);
    const [target] = (await sandbox.assertComplete()).targets;
    expect([target?.verdict, exitCode], stdout).to.deep.equal(['leaking', 1]);
    expect(target?.failure).to.equal(null);
    expect(target?.endpoints[0]?.findings[0]?.metric).to.equal('handles.Timeout');
  });
});
