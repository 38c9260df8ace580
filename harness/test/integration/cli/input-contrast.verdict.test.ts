import path from 'node:path';
import { expect } from 'chai';
import { readRecording } from '../../../src/recording/read-recording.js';
import { type CliSandbox, coarse, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

const tolerances = { ...coarse, heapUsedBytes: 32 };

describe('leakline run on endpoints that ask for something new each time', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  /** 16 ms a request over 8 connections: fewer than 12,500 in this time. */
  async function drive(id: string) {
    const target = { command: server('grows-by-input') };
    sandbox.configure(target, { endpoints: [id], tolerances, budget: { seconds: 20 } });
    const { stdout } = await sandbox.run(['run', '--diagnose', 'never']);
    const [judged] = (await sandbox.assertComplete()).targets;
    const [endpoint] = judged?.endpoints ?? [];
    const heap = endpoint?.metrics.find(({ metric }) => metric === 'heapUsedBytes');
    return { stdout: stdout.replace(/\s+/g, ' '), endpoint, heap };
  }

  it('accuses what grows with every request', async () => {
    const { stdout, endpoint, heap } = await drive('GET /visits/{n}');
    expect(endpoint?.verdict, stdout).to.equal('leaking');
    expect(endpoint?.requests).to.be.below(12_500);
    expect(heap?.inputs?.growsWith).to.equal('every');
    const again = await sandbox.run(['analyze', path.join(sandbox.runFolder(), 'recording.ndjson'), '--json']);
    expect(JSON.parse(again.stdout)).to.deep.equal(sandbox.readResult());
  });

  it('says of what keeps something for each input that it grows with distinct inputs', async () => {
    const { stdout, endpoint, heap } = await drive('GET /pages/{n}');
    expect(endpoint?.verdict, stdout).to.equal('inconclusive');
    expect(heap?.inputs?.growsWith).to.equal('distinct');
    expect(stdout).to.match(/Grows with distinct inputs only: \d+ seen, no bound yet/);
  });

  it('takes refused repetitions for no evidence and for no failures', async () => {
    const { stdout, endpoint: orders } = await drive('POST /orders/{n}');
    expect(orders?.verdict, stdout).to.equal('inconclusive');
    expect(orders?.load).to.deep.include({ ok: orders?.requests, non2xx: 0, byStatus: { '201': orders?.requests } });
    const { targets } = await readRecording(path.join(sandbox.runFolder(), 'recording.ndjson'));
    const repeated = targets[0]?.blocks.filter(({ keys }) => keys === 'repeated') ?? [];
    expect(repeated.map(({ load }) => load.statuses)).to.deep.equal([{ '409': repeated[0]?.requests }]);
  });
});
