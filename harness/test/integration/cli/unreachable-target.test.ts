import { expect } from 'chai';
import { type CliCase, itRuns } from '../../fixtures/cli/cli-cases.js';
import { server } from '../../fixtures/cli/cli-sandbox.js';

/** A port of 127.0.0.1 that is never given out: nobody listens there. */
const silentUrl = 'http://127.0.0.1:1';

const tellsInOneLine = (title: string, change: Partial<CliCase>, words: readonly string[], code: string): CliCase => ({
  title,
  args: ['run'],
  async check({ exitCode, stdout, stderr }, sandbox) {
    const { targets } = await sandbox.assertComplete();
    expect(`${stderr}${stdout}`.trimEnd().split('\n')).to.have.length(1);
    for (const word of words) expect(stdout).to.include(word);
    expect(stdout).to.include(`[${code}]`);
    expect(targets[0]?.failure?.code).to.equal(code);
    expect(exitCode).to.equal(3);
  },
  ...change,
});

describe('leakline run with a target that cannot be reached', () => {
  itRuns([
    tellsInOneLine(
      'names a process that does not exist',
      { args: ['run', '--url', silentUrl, '--pid', '999999', '--get', '/'] },
      ['no process 999999'],
      'TARGET_EXITED',
    ),
    {
      ...tellsInOneLine(
        'names an address where nobody listens, and how long it waited',
        {
          prepare: (sandbox) =>
            sandbox.configure({}, { targets: [{ name: 'app', url: silentUrl, readyTimeoutMs: 1_500 }] }),
        },
        [silentUrl, 'ECONNREFUSED', 'app failed after 1.'],
        'TARGET_NOT_READY',
      ),
    },
    {
      title: 'says once what failed the run before its targets, and how long that took',
      args: ['run'],
      options: { env: { DOCKER_HOST: 'unix:///leakline-nowhere.sock' } },
      prepare: (sandbox) => sandbox.configure({}, { services: { redis: { provider: 'docker' } } }),
      check({ exitCode, stdout }, sandbox) {
        expect(stdout.split('[SERVICE_UNAVAILABLE]')).to.have.length(2);
        expect(sandbox.readResult().targets[0]?.durationMs).to.be.above(0);
        expect(exitCode).to.equal(3);
      },
    },
    {
      title: 'says how long a target took that never became ready',
      args: ['run'],
      prepare: (sandbox) => sandbox.configure({ command: server('never-listens'), readyTimeoutMs: 2_000 }),
      check({ stdout }, sandbox) {
        expect(sandbox.readResult().targets[0]?.durationMs).to.be.within(2_000, 30_000);
        expect(stdout, 'our own attempts are no need of the service').to.not.include('nobody offers');
        expect(stdout).to.match(/app {2}! failed · \d+\.\d s/);
      },
    },
  ]);
});
