import path from 'node:path';
import { expect } from 'chai';
import { type CliSandbox, createSandbox } from '../../fixtures/cli/cli-sandbox.js';
import { fixturesFolder } from '../../fixtures/targets/target-fixture.js';

const command = [process.execPath, path.join(fixturesFolder, 'express-routes.mjs')];

describe('leakline run where V8 optimises as it likes', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  async function run(options: object, target: object = {}) {
    sandbox.configure({ command, ...target }, { tolerances: {}, diagnose: 'never', ...options });
    const { stdout } = await sandbox.run(['run']);
    const [result] = (await sandbox.assertComplete()).targets;
    if (result === undefined) throw new Error(stdout);
    return result;
  }

  it("judges the heap by the application's objects, counted apart from code", async () => {
    const endpoints = ['GET /clean', 'GET /leak', 'GET /compile'];
    // Half of what the leak keeps at least: the usual tolerance is what it keeps.
    const tolerances = { heapUsedBytes: 16 };
    const result = await run({ endpoints, tolerances, budget: { seconds: 180 } });
    expect(result.endpoints.map(({ verdict }) => verdict)).to.deep.equal(['clean', 'leaking', 'leaking']);
    const [, leak] = result.endpoints;
    const heap = leak?.metrics.find(({ metric }) => metric === 'heapUsedBytes');
    expect(heap?.perRequest?.estimate).to.be.within(30, 55);
    expect(result.warnings.map(({ code }) => code)).to.not.include('CENSUS_UNKNOWN');
  });

  it('finds the same where it cannot count objects, with code kept steady, and says so', async () => {
    const endpoints = ['GET /clean', 'GET /leak'];
    const result = await run({ endpoints, budget: { seconds: 120 } }, { command: [...command, 'trace'] });
    expect(result.endpoints.map(({ verdict }) => verdict)).to.deep.equal(['clean', 'leaking']);
    expect(result.warnings.map(({ code }) => code)).to.include('CENSUS_UNKNOWN');
  });

  it('counts no objects where steady code is asked for', async () => {
    const result = await run({ endpoints: ['GET /clean'], budget: { seconds: 3 }, steady: true });
    expect(result.warnings.map(({ code }) => code)).to.not.include('CENSUS_UNKNOWN');
    const [endpoint] = result.endpoints;
    expect(endpoint?.metrics.map(({ metric }) => metric))
      .to.include('heapUsedBytes')
      .and.not.include('heap.codeBytes');
  });
});
