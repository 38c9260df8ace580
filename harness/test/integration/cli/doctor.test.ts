import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { createSandbox } from '../../fixtures/cli/cli-sandbox.js';

describe('leakline doctor, interrupted', () => {
  const sandbox = createSandbox();
  after(() => sandbox.remove());

  it('stops both apps and writes nothing', async () => {
    const doctor = sandbox.start(['doctor']);
    await doctor.saw('leaky ready');
    doctor.kill('SIGINT');
    expect((await doctor.ended).exitCode).to.equal(130);
    expect(existsSync(sandbox.output)).to.equal(false);
  });
});
