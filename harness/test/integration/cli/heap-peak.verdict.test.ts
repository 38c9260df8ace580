import { expect } from 'chai';
import type { UserConfig } from '../../../src/config/user-config.js';
import type { TargetResult } from '../../../src/model/result.js';
import { type CliSandbox, coarse, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

/** The 40 MB raise resident memory for good, which is another matter. */
const tolerances = { ...coarse, rssBytes: 100_000_000, 'heap.codeBytes': 1_000_000, objects: 1_000 };

describe('leakline run with a budget of the live heap', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  async function judged(
    endpoint: string,
    heapPeakBytes: number,
    command = server('holds-for-a-request'),
  ): Promise<readonly [TargetResult, exitCode: number | null]> {
    const changes: Partial<UserConfig> = { endpoints: [endpoint], connections: 1, budget: { seconds: 40 }, tolerances };
    sandbox.configure({ command }, { ...changes, budgets: { heapPeakBytes } });
    const { exitCode } = await sandbox.run(['run', '--diagnose', 'never']);
    const [target] = (await sandbox.assertComplete()).targets;
    if (target === undefined) throw new Error('no target');
    return [target, exitCode];
  }

  it('breaks it by what a request holds for its own time, and calls the endpoint clean', async () => {
    const [{ endpoints, budgets }, exitCode] = await judged('GET /large', 25_000_000);
    const [endpoint] = endpoints;
    expect([endpoint?.verdict, budgets[0]?.outcome, exitCode]).to.deep.equal(['clean', 'broken', 1]);
    expect(budgets[0]).to.deep.include({ endpoint: 'GET /large', unit: 'bytes' });
    expect(budgets[0]?.observed).to.be.within(30e6, 60e6);
    expect(endpoint?.peak?.liveHeapBytes).to.equal(budgets[0]?.observed);
    expect(endpoint?.peak?.allocatedBytesPerRequest).to.be.within(30e6, 50e6);
  });

  it('keeps it where the limit has room for what stays', async () => {
    const [{ endpoints, budgets }, exitCode] = await judged('GET /kept', 100_000_000);
    expect([endpoints[0]?.verdict, budgets[0]?.outcome, exitCode]).to.deep.equal(['clean', 'kept', 0]);
    expect(budgets[0]?.observed).to.be.within(30e6, 60e6);
  });

  it('is unmeasured where the service carries no agent', async () => {
    const [{ budgets }, exitCode] = await judged('GET /', 100_000_000, `env -u NODE_OPTIONS ${server('answers')}`);
    expect([budgets[0]?.outcome, exitCode]).to.deep.equal(['unmeasured', 2]);
  });
});
