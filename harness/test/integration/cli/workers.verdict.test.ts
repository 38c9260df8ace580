import { expect } from 'chai';
import { type CliSandbox, coarse, createSandbox } from '../../fixtures/cli/cli-sandbox.js';
import { fixturesFolder } from '../../fixtures/targets/target-fixture.js';

/** What becomes of memory that worker threads hold. */
describe('leakline run on a service with worker threads', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  async function run(args: string) {
    const command = `node ${fixturesFolder}worker-pool.mjs ${args}`;
    const tolerances = { ...coarse, heapUsedBytes: 32 };
    sandbox.configure({ command, endpoints: ['GET /'] }, { budget: { seconds: 60 }, tolerances });
    const { exitCode, stdout } = await sandbox.run(['run']);
    const [target] = (await sandbox.assertComplete()).targets;
    if (target === undefined) throw new Error(stdout);
    return { exitCode, stdout, target, endpoint: target.endpoints[0] };
  }

  it('names what they keep, and says where it is rather than a line of the main thread', async () => {
    const { exitCode, stdout, endpoint, target } = await run('keeps plain');
    expect(exitCode, stdout).to.equal(1);
    const [finding] = endpoint?.findings ?? [];
    expect(finding?.metric).to.equal('heapUsedBytes');
    expect(finding?.perRequest.estimate).to.be.within(270, 380);
    expect(finding?.culprits).to.deep.equal([]);
    expect(endpoint?.remarks.join()).to.match(/% of the growth of heapUsedBytes is in worker threads/);
    expect(target.unmeasured).to.deep.equal([]);
  });

  for (const mode of ['plain', 'replaced']) {
    it(`calls it clean where they keep nothing: ${mode}`, async () => {
      const { exitCode, stdout, target } = await run(`clean ${mode}`);
      expect(exitCode, stdout).to.equal(0);
      expect(target.warnings.map(({ code }) => code)).to.not.include('WORKERS_UNREAD');
    });
  }

  it('calls nothing clean where one cannot be read, and says so', async () => {
    const { exitCode, stdout, endpoint, target } = await run('clean blocked');
    expect(exitCode, stdout).to.equal(2);
    expect(endpoint?.verdict).to.equal('inconclusive');
    expect(endpoint?.advice).to.match(/^heapUsedBytes: The heap of 1 worker thread could not be read/);
    expect(target.unmeasured).to.deep.equal([{ metric: 'heapUsedBytes', reason: 'heap of 1 worker thread' }]);
    expect(target.warnings.map(({ code }) => code)).to.include('WORKERS_UNREAD');
    expect(stdout.replaceAll(/\s+/g, ' ')).to.match(/Not measured: heap of 1 worker thread of/);
  });

  it('accuses all the same where one cannot be read and another leaks', async () => {
    const { exitCode, stdout, endpoint } = await run('keeps blocked');
    expect(exitCode, stdout).to.equal(1);
    expect(endpoint?.findings.map(({ metric }) => metric)).to.deep.equal(['heapUsedBytes']);
  });
});
