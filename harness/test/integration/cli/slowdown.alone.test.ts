import { expect } from 'chai';
import type { UserConfig } from '../../../src/config/user-config.js';
import type { TargetResult } from '../../../src/model/result.js';
import { type CliSandbox, coarse, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

/** What is kept must be found, so that the run is long enough. */
const { heapUsedBytes: _heap, ...tolerances } = coarse;

describe('leakline run on a service that slows down', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  async function judged(changes: Partial<UserConfig>): Promise<readonly [TargetResult, stdout: string]> {
    sandbox.configure({ command: server('walks-what-it-keeps') }, { ...changes, tolerances });
    const { stdout } = await sandbox.run(['run', '--diagnose', 'never']);
    const [target] = (await sandbox.assertComplete()).targets;
    if (target === undefined) throw new Error('no target');
    return [target, stdout];
  }

  it('tells how much later it answers, beside the leak that makes it do so', async function () {
    if (process.platform !== 'linux') this.skip();
    const [{ endpoints, symptoms }, stdout] = await judged({ endpoints: ['GET /visit'], budget: { seconds: 120 } });
    const [endpoint] = endpoints;
    const { slowdown } = endpoint ?? {};
    expect(slowdown?.figure).to.equal('cpuMsPerRequest');
    expect((slowdown?.late.cpuMsPerRequest ?? 0) / (slowdown?.early.cpuMsPerRequest ?? 1)).to.be.greaterThan(1.5);
    expect(symptoms.map(({ code }) => code)).to.deep.equal(['works-longer-with-requests']);
    expect(stdout).to.include('GET /visit slows down with requests: p50');
    const said = [...(endpoint?.remarks ?? []), endpoint?.advice].join(' ');
    expect(said).to.match(/[Ss]low(s|ed) down as well: p50/);
  });

  it('says nothing of one that is only noisy', async () => {
    const [{ endpoints, symptoms }] = await judged({ endpoints: ['GET /noisy'], budget: { seconds: 40 } });
    expect(endpoints[0]).to.deep.include({ verdict: 'clean', slowdown: null });
    expect(symptoms).to.deep.equal([]);
  });
});
