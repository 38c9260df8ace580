import { expect } from 'chai';
import type { DoctorReport } from '../../../src/model/doctor.js';
import { createSandbox } from '../../fixtures/cli/cli-sandbox.js';
import { preloadOptions } from '../../fixtures/targets/target-fixture.js';

describe('leakline doctor in a Node.js that does not tell all', () => {
  const sandbox = createSandbox();
  after(() => sandbox.remove());

  it('says what the agent cannot know, and what that means', async () => {
    const env = { NODE_OPTIONS: preloadOptions('silent-inspector') };
    const { exitCode, stdout } = await sandbox.run(['doctor', '--seconds', '3', '--json'], { env });
    const { checks } = JSON.parse(stdout) as DoctorReport;
    expect(exitCode, stdout).to.equal(2);
    expect(checks.find(({ name }) => name === 'timers')?.outcome).to.equal('unsure');
    // The leak of memory can neither be accused nor cleared.
    expect(checks.find(({ name }) => name === 'leaky app')?.text).to.contain('GET /memory inconclusive');
  });
});
