import { expect } from 'chai';
import { type CliCase, itRuns } from '../../fixtures/cli/cli-cases.js';

const wrong = (title: string, env: Readonly<Record<string, string>>, isAnnotated: boolean): CliCase => ({
  title,
  args: ['run'],
  options: { env },
  prepare: (sandbox) => void sandbox.write('leakline.config.json', '{ "targets": [], "budgets": { "seconds": 5 } }'),
  check: ({ exitCode, stdout, stderr }) => {
    expect(stderr).to.include('budgets.seconds: unknown budget; the time of a run is budget: { seconds }');
    expect(/^::error title=Leakline%3A CONFIG_INVALID::/m.test(stderr)).to.equal(isAnnotated);
    expect([exitCode, stdout]).to.deep.equal([4, '']);
  },
});

describe('leakline with a wrong configuration', () => {
  itRuns([
    wrong('says so on the terminal alone', {}, false),
    wrong('annotates the job on GitHub Actions', { GITHUB_ACTIONS: 'true' }, true),
  ]);
});
