import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { analyzeFile } from '../../../src/run/files/analyze-file.js';
import { type CliSandbox, createSandbox, type RunningCli, server } from '../../fixtures/cli/cli-sandbox.js';

const services = { services: { postgres: true, redis: true } };
/** Enough to get there on a busy machine; it is never used up. */
const ample = { budget: { seconds: 60 } };

/** Where a run is when it is interrupted: what stderr says then. */
const moments: readonly (readonly [moment: string, said: string, ...config: Parameters<CliSandbox['configure']>])[] = [
  ['its services start', 'PostgreSQL starting', {}, services],
  ['a target starts', 'app starting', { command: server('never-listens') }],
  ['it scouts', 'blocks of 2 requests', {}],
  ['it warms up', 'warming up', {}, ample],
  ['it measures', 'measuring growth', {}, { ...ample, tolerances: { heapUsedBytes: 1 } }],
  ['no request is answered', 'blocks of 1 request', { command: server('never-answers'), ready: '/ready' }],
  ['it cools down', 'watching without requests', { command: server('leaks-descriptors') }],
  ['it looks for the line of a descriptor', 'looking for the line', { command: server('leaks-descriptors') }],
];

/** Between the signal and the end, report included, on a busy machine; an agent or a target would be waited for longer. */
const longestStopMs = 10_000;

describe('leakline run, interrupted', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  async function interruptAt(said: string, signal: NodeJS.Signals): Promise<RunningCli> {
    const run = sandbox.start(['run']);
    await run.saw(said);
    run.kill(signal);
    return run;
  }

  async function assertInterrupted(run: RunningCli): Promise<void> {
    const startedMs = performance.now();
    const { exitCode, stderr, stdout } = await run.ended;
    const result = await sandbox.assertComplete();
    expect(performance.now() - startedMs).to.be.below(longestStopMs);
    expect([exitCode, result.exitCode, result.interrupted]).to.deep.equal([130, 130, true]);
    expect(stderr).to.include('Stopping');
    expect(stdout).to.include('Interrupted: ').and.include('exit code 130').and.not.include('Raise budget');
    expect(result.targets.flatMap(({ failure }) => failure ?? [])).to.deep.equal([]);
  }

  for (const [moment, said, ...config] of moments) {
    it(`stops when ${moment}`, async () => {
      sandbox.configure(...config);
      await assertInterrupted(await interruptAt(said, 'SIGINT'));
    });
  }

  it('does not wait for an agent whose event loop is blocked', async () => {
    sandbox.configure({ command: server('blocks-for-ever'), stopGraceMs: 300 }, { requestTimeoutMs: 200 });
    const run = sandbox.start(['run']);
    await run.saw('blocks of 1 request');
    // By now the request has timed out, and the floor waits for the agent.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    run.kill('SIGINT');
    await assertInterrupted(run);
  });

  /** Ends where the instrumented process writes heap snapshots, or they are read. */
  async function startedToWriteSnapshots(): Promise<RunningCli> {
    sandbox.configure(
      { command: server('keeps-payloads') },
      { budget: { seconds: 40 }, tolerances: { heapUsedBytes: 50_000 } },
    );
    const run = sandbox.start(['run'], { isCutOff: true });
    await run.saw('looking for the line');
    const files = () => readdirSync(path.join(sandbox.folder, 'tmp'), { recursive: true, encoding: 'utf8' });
    const untilMs = performance.now() + 20_000;
    while (!files().some((file) => file.endsWith('.heapsnapshot'))) {
      if (performance.now() > untilMs) throw new Error(`No snapshot was written:\n${run.stderr()}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return run;
  }

  it('leaves no heap snapshot behind, and the verdict and its recording stand', async () => {
    const run = await startedToWriteSnapshots();
    run.kill('SIGINT');
    await assertInterrupted(run);
    const { targets } = sandbox.readResult();
    expect(targets[0]?.endpoints[0]).to.include({ verdict: 'leaking' });
  });

  it('leaves no heap snapshot behind when it is killed', async () => {
    const run = await startedToWriteSnapshots();
    run.kill('SIGKILL');
    expect((await run.ended).exitCode).to.equal(null);
  });

  it('stops on SIGTERM as on Ctrl-C', async () => {
    sandbox.configure({});
    await assertInterrupted(await interruptAt('blocks of 2 requests', 'SIGTERM'));
  });

  it('finishes its report when the signal comes after the last request', async () => {
    sandbox.configure({ command: server('leaks-descriptors') });
    const { exitCode } = await (await interruptAt('app ✖ leaking', 'SIGINT')).ended;
    const result = await sandbox.assertComplete();
    expect(exitCode).to.equal(result.exitCode);
  });

  it('stops at once at the second signal, and leaves a recording that can be judged', async () => {
    sandbox.configure({ command: server('ignores-sigterm'), stopGraceMs: 20_000 });
    const run = sandbox.start(['run'], { isCutOff: true });
    await run.saw('blocks of 2 requests');
    run.kill('SIGINT');
    await run.saw('Stopping');
    run.kill('SIGINT');
    expect((await run.ended).exitCode).to.equal(130);
    const { result } = await analyzeFile(path.join(sandbox.runFolder(), 'recording.ndjson'));
    expect(result.warnings.map(({ code }) => code)).to.deep.equal(['RECORDING_CUT']);
  });

  it('leaves neither target nor services behind when it is killed', async () => {
    sandbox.configure({ command: server('starts-children') }, services);
    const run = sandbox.start(['run'], { isCutOff: true });
    await run.saw('blocks of 2 requests');
    run.kill('SIGKILL');
    expect((await run.ended).exitCode).to.equal(null);
    expect(existsSync(path.join(sandbox.runFolder(), 'result.json'))).to.equal(false);
    const { result } = await analyzeFile(path.join(sandbox.runFolder(), 'recording.ndjson'));
    expect(result.exitCode).to.not.equal(0);
  });

  it('leaves no target behind that is no Node.js program when it is killed', async () => {
    sandbox.configure({ command: `sh -c 'unset NODE_OPTIONS; ${server('starts-children')}; true'`, agent: false });
    const run = sandbox.start(['run'], { isCutOff: true });
    await run.saw('blocks of 2 requests');
    run.kill('SIGKILL');
    await run.ended;
  });
});
