import { expect } from 'chai';
import type { UserConfig } from '../../../src/config/user-config.js';
import type { MetricId } from '../../../src/model/metrics/catalogue.js';
import type { ProcessResult, TargetResult } from '../../../src/model/result.js';
import { type CliSandbox, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

const workers = Array.from({ length: 8 }, (_, index) => `worker ${index + 1}`);

/** Bytes are judged elsewhere: here it is about what is counted, over nine processes. */
const tolerances = { heapUsedBytes: 100_000, externalBytes: 100_000, arrayBuffersBytes: 100_000 };

describe('leakline run with a cluster of eight workers', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  async function measure(
    path: string,
    changes: Partial<UserConfig> = {},
  ): Promise<{ target: TargetResult; stdout: string }> {
    sandbox.configure(
      { command: server('cluster'), endpoints: [path] },
      { services: { postgres: true }, budget: { seconds: 40 }, diagnose: 'never', tolerances, ...changes },
    );
    const { stdout } = await sandbox.run(['run', '--no-html']);
    const [target] = sandbox.readResult().targets;
    if (target === undefined) throw new Error('The result has no target.');
    expect(target.failure).to.equal(null);
    return { target, stdout };
  }

  const grownBy = ({ metrics }: ProcessResult, metric: MetricId): number => {
    const figure = metrics[metric];
    return figure === undefined ? Number.NaN : figure.end - figure.start;
  };

  it('calls a clean one clean, and lists its nine processes', async () => {
    const { target, stdout } = await measure('/pool');
    expect(target.verdict, stdout).to.equal('clean');
    expect(target.processes.map(({ label }) => label)).to.deep.equal(['master', ...workers]);
    expect(target.processes.every(({ isFromStart, isAtEnd }) => isFromStart && isAtEnd)).to.equal(true);
    for (const { metrics } of target.processes) {
      expect(metrics.rssBytes?.end).to.be.within(20_000_000, 500_000_000);
      expect(metrics.heapUsedBytes?.end).to.be.within(2_000_000, 50_000_000);
      expect(metrics.fds?.end).to.be.within(10, 100);
    }
    expect(target.processes[0]?.metrics['pg.connections']?.peak).to.equal(0);
    expect(stdout).to.match(/master .*\n.*worker 1 /);
  });

  it('adds up what every worker loses', async () => {
    const { target, stdout } = await measure('/leak', { services: { postgres: { maxConnections: 200 } } });
    const [endpoint] = target.endpoints;
    expect(endpoint?.findings[0]?.metric, stdout).to.equal('pg.connections');
    expect(endpoint?.findings[0]?.perRequest.estimate).to.equal(1);
    const lost = target.processes.map((process) => grownBy(process, 'pg.connections'));
    expect(lost[0]).to.equal(0);
    expect(lost.reduce((sum, count) => sum + count, 0)).to.equal(endpoint?.requests);
    expect(endpoint?.remarks.join()).to.not.include('is in worker');
  });

  it('names the one worker that leaks', async () => {
    const { target, stdout } = await measure('/one', { services: { postgres: { maxConnections: 300 } } });
    const [endpoint] = target.endpoints;
    expect(endpoint?.findings[0]?.metric, stdout).to.equal('pg.connections');
    expect(endpoint?.remarks.join()).to.include('is in worker 3, one of 8 workers');
  });

  it('takes the replacement of a worker neither for a leak nor for the end of one', async () => {
    const { target, stdout } = await measure('/dies');
    expect(target.verdict, stdout).to.equal('clean');
    expect(target.warnings.map(({ code }) => code)).to.include('WORKER_REPLACED');
    const presence = Object.fromEntries(
      target.processes.map(({ label, isFromStart, isAtEnd }) => [label, [isFromStart, isAtEnd]]),
    );
    expect(presence).to.deep.include({
      'worker 2': [true, false],
      'worker 9': [false, true],
      'worker 3': [true, true],
    });
    expect(stdout).to.include('worker 2').and.include('worker 9 came instead');
  });
});
