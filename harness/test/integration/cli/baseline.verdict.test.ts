import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { Baseline } from '../../../src/model/baseline.js';
import { createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

describe('leakline run with a baseline, and leakline compare', () => {
  const sandbox = createSandbox();
  after(() => sandbox.remove());

  it('accepts a leak, passes it, fails without it, and tells the runs apart', async () => {
    sandbox.configure({ command: server('leaks-descriptors') }, { diagnose: 'never' });
    const first = await sandbox.run(['run', '--no-html', '--update-baseline', '--reporter', 'junit=ci/junit.xml']);
    expect(first.exitCode, first.stderr).to.equal(0);
    expect(first.stderr).to.include('1 leaking endpoint is accepted');
    expect(sandbox.read('ci/junit.xml')).to.include('failures="1"');
    const { endpoints } = JSON.parse(sandbox.read('leakline.baseline.json')) as Baseline;
    expect(endpoints[0]?.rates.find(({ metric }) => metric === 'fds')).to.deep.include({ estimate: 1 });

    const second = await sandbox.run(['run', '--no-html']);
    expect(second.stdout).to.include('no worse than the baseline');
    expect(second.exitCode).to.equal(0);
    expect((await sandbox.run(['run', '--no-html', '--no-baseline'])).exitCode).to.equal(1);

    const [before = '', , last = ''] = readdirSync(sandbox.output).map((name) => path.join(sandbox.output, name));
    const compared = await sandbox.run(['compare', before, path.join(last, 'recording.ndjson'), '--json']);
    expect(JSON.parse(compared.stdout)).to.deep.include({ comparison: 'same', exitCode: 0 });
    expect(compared.exitCode).to.equal(0);
  });

  it('writes no baseline when the run failed', async () => {
    sandbox.configure({ command: server('exits-at-once') });
    const file = path.join(sandbox.folder, 'other.json');
    const { exitCode, stderr } = await sandbox.run(['run', '--no-html', '--update-baseline', file]);
    expect(stderr).to.include('the baseline stays as it was');
    expect([exitCode, existsSync(file)]).to.deep.equal([3, false]);
  });

  it('names a baseline or a run that is not there', async () => {
    const missing = await sandbox.run(['run', '--baseline', 'none.json']);
    expect(missing.stderr).to.include('none.json').and.include('BASELINE_UNREADABLE');
    const nothing = await sandbox.run(['compare', 'reports', 'reports']);
    expect(nothing.stderr).to.include('neither result.json nor recording.ndjson').and.include('RESULT_UNREADABLE');
    expect([missing.exitCode, nothing.exitCode]).to.deep.equal([4, 4]);
  });
});
