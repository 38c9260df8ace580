import path from 'node:path';
import { expect } from 'chai';
import { readRecording } from '../../../src/recording/read-recording.js';
import { type CliSandbox, coarse, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';
import { preloadOptions } from '../../fixtures/targets/target-fixture.js';

describe('leakline run where Node.js does not let the agent know', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  it('its timers, calls memory that grows neither leaking nor clean, and says why', async () => {
    const env = { NODE_OPTIONS: preloadOptions('without-inspector') };
    const tolerances = { ...coarse, heapUsedBytes: 32 };
    sandbox.configure({ command: server('keeps-payloads'), env }, { budget: { seconds: 40 }, tolerances });
    const { exitCode, stdout } = await sandbox.run(['run']);
    const [target] = (await sandbox.assertComplete()).targets;
    expect(exitCode, stdout).to.equal(2);
    expect(target?.verdict).to.equal('inconclusive');
    expect(target?.endpoints[0]?.advice).to.match(/^heapUsedBytes: The target's runtime does not tell which timers/);
    expect(target?.warnings.map(({ code }) => code)).to.include('TIMERS_UNKNOWN');
    // It would be accused at once otherwise, and is not driven to the end of its time now.
    const { targets } = await readRecording(path.join(sandbox.runFolder(), 'recording.ndjson'));
    expect(targets[0]?.end?.reason).to.equal('decided');
    const again = await sandbox.run(['analyze', path.join(sandbox.runFolder(), 'recording.ndjson'), '--json']);
    expect(JSON.parse(again.stdout)).to.deep.equal(sandbox.readResult());
  });

  it('its pools and handles, lists them as not measured, and accuses by the rest', async () => {
    // Pools that were made past the agent would be looked for by their shape.
    const preloads = ['bypasses-require', 'without-active-resources', 'silent-inspector'];
    const env = { NODE_OPTIONS: preloads.map(preloadOptions).join(' ') };
    sandbox.configure({ command: server('leaks-descriptors'), env });
    const { exitCode, stdout } = await sandbox.run(['run', '--diagnose', 'never']);
    const [target] = (await sandbox.assertComplete()).targets;
    expect(exitCode, stdout).to.equal(1);
    expect(target?.unmeasured.map(({ metric }) => metric)).to.deep.equal([
      'handles',
      'pool.checkedOut',
      'pool.waiting',
    ]);
    expect(stdout).to.contain('not measured').and.to.contain("does not see the target's pools");
    const measured = target?.endpoints.flatMap(({ metrics }) => metrics.map(({ metric }) => metric)) ?? [];
    expect(measured).to.include('fds');
    expect(measured.filter((metric) => /^(handles|pool)/.test(metric))).to.deep.equal([]);
  });

  it('what was asked for by name, calls nothing clean', async () => {
    const env = { NODE_OPTIONS: preloadOptions('without-active-resources') };
    sandbox.configure({ env }, { metrics: ['handles'], budget: { seconds: 2 } });
    expect((await sandbox.run(['run'])).exitCode).to.equal(2);
    expect((await sandbox.assertComplete()).targets[0]?.endpoints[0]?.advice).to.contain('handles was asked for');
  });
});
