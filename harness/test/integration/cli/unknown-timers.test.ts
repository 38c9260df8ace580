import path from 'node:path';
import { expect } from 'chai';
import { coarse, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';
import { preloadOptions } from '../../fixtures/targets/target-fixture.js';

describe('leakline run where Node.js does not tell its timers', function () {
  this.timeout(60_000);
  const sandbox = createSandbox();
  after(() => sandbox.remove());

  it('calls memory that grows neither leaking nor clean, and says why', async () => {
    const env = { NODE_OPTIONS: preloadOptions('without-inspector') };
    const tolerances = { ...coarse, heapUsedBytes: 32 };
    sandbox.configure({ command: server('keeps-payloads'), env }, { budget: { seconds: 20 }, tolerances });
    const { exitCode, stdout } = await sandbox.run(['run']);
    const [target] = (await sandbox.assertComplete()).targets;
    expect(exitCode, stdout).to.equal(2);
    expect(target?.verdict).to.equal('inconclusive');
    expect(target?.endpoints[0]?.advice).to.match(/^heapUsedBytes: The target's Node\.js does not tell which timers/);
    expect(target?.warnings.map(({ code }) => code)).to.include('TIMERS_UNKNOWN');
    // It would be accused at once otherwise, and is not driven to the end of its time now.
    expect(target?.durationMs).to.be.below(19_000);
    const again = await sandbox.run(['analyze', path.join(sandbox.runFolder(), 'recording.ndjson'), '--json']);
    expect(JSON.parse(again.stdout)).to.deep.equal(sandbox.readResult());
  });
});
