import { existsSync } from 'node:fs';
import { expect } from 'chai';
import type { DoctorReport } from '../../../src/model/doctor.js';
import { createSandbox } from '../../fixtures/cli/cli-sandbox.js';

describe('leakline doctor', () => {
  const sandbox = createSandbox();
  after(() => sandbox.remove());

  it('measures both apps, accuses neither wrongly, and leaves nothing behind', async () => {
    const { exitCode, stdout, stderr } = await sandbox.run(['doctor', '--seconds', '3', '--json']);
    const report = JSON.parse(stdout) as DoctorReport;
    // Three seconds need not decide everything on a busy machine, but must never decide wrongly.
    expect(exitCode, stdout + stderr).to.be.oneOf([0, 2]);
    expect(report.exitCode).to.equal(exitCode);
    expect(report.checks.map(({ name }) => name)).to.include.members(['clock', 'Redis', 'leaky app', 'clean app']);
    expect(report.checks.find(({ name }) => name === 'agent')?.outcome).to.equal('ok');
    // Its native module need not build everywhere; where it does, it must agree.
    expect(report.checks.find(({ name }) => name === 'memwatch')?.outcome).to.equal('ok');
    const abilities = [
      'left behind',
      'steady code',
      'collection',
      'buffers',
      'census',
      'timers',
      'handles',
      'pools',
      'answers',
      'heap peaks',
      'gc counts',
      'heap lines',
    ];
    const missing = abilities.filter((each) => report.checks.find(({ name }) => name === each)?.outcome !== 'ok');
    expect(missing).to.deep.equal([]);
    expect(existsSync(sandbox.output)).to.equal(false);
  });
});
