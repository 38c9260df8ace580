import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect } from 'chai';
import type { AgentMode } from '../../../src/model/agent-protocol.js';
import { HarnessError } from '../../../src/platform/harness-error.js';
import { attachAgents } from '../../../src/target/attach-agents.js';
import type { AttachedAgents } from '../../../src/target/attach-target.js';
import { type PrivateTemp, usePrivateTemp } from '../../fixtures/services/leftovers.js';
import { type RunningFixture, startRunning } from '../../fixtures/targets/running/start-running.js';
import { fixturesFolder, isAlive, socketFolders } from '../../fixtures/targets/target-fixture.js';
import { eventually } from '../../support/eventually.js';

const hooks = { signal: new AbortController().signal, onWarning: () => undefined };

const attachTo = (pid: number, mode: AgentMode = 'measure'): Promise<AttachedAgents> =>
  attachAgents({ name: 'fixture', pid, mode, countsAnswers: false }, hooks);

/** How attaching failed. */
const failureOf = (pid: number): Promise<HarnessError | null> =>
  attachTo(pid).then(
    async ({ release }) => release().then(() => null),
    (error: unknown) => (error instanceof HarnessError ? error : Promise.reject(error)),
  );

describe('putting agents into running processes', () => {
  let running: RunningFixture;
  let temp: PrivateTemp;
  before(async () => {
    temp = await usePrivateTemp();
  });
  after(() => temp.restore());
  afterEach(() => {
    running.child.kill('SIGKILL');
    expect(socketFolders()).to.deep.equal([]);
  });

  it('counts what is alive, with the JIT on, and leaves no trace', async () => {
    running = await startRunning('tells-its-state');
    const [before, fds] = [await running.state(), running.fds()];
    const { agents, release } = await attachTo(running.pid);
    const [reading] = await agents.collect();
    expect(reading?.metrics.objects).to.be.greaterThan(1_000);
    expect(reading).to.deep.include({ pid: running.pid, runtime: 'node', isCensusUnknown: false, unreadThreads: 0 });
    expect((await running.state()).isInspected).to.equal(false);
    await release();
    expect(await eventually(async () => running.fds() === fds)).to.equal(true);
    const { heapBytes: _first, ...stateBefore } = before;
    const { heapBytes: _last, ...state } = await running.state();
    expect(state).to.deep.equal(stateBefore);
  });

  it('switches diagnosis on and off', async () => {
    running = await startRunning('tells-its-state');
    const { heapBytes: _first, ...before } = await running.state();
    const { agents, release } = await attachTo(running.pid, 'diagnose');
    await agents.diagnosis?.watch('counts');
    expect((await running.state()).patched).to.include.members(['setTimeout', 'init', 'Worker']);
    await release();
    const isAsBefore = async (): Promise<boolean> => {
      const { heapBytes: _last, ...state } = await running.state();
      return JSON.stringify(state) === JSON.stringify(before);
    };
    expect(await eventually(isAsBefore)).to.equal(true);
  });

  it('leaves when Leakline is killed in the middle, and the service goes on', async () => {
    running = await startRunning('tells-its-state');
    const { heapBytes: _first, ...before } = await running.state();
    const fds = running.fds();
    const program = `${fixturesFolder}running/attaches-for-ever.ts`;
    const harness = spawn(process.execPath, ['--import', 'tsx', program, `${running.pid}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(harness.stdout, 'data');
    expect(running.fds()).to.be.greaterThan(fds);
    harness.kill('SIGKILL');
    expect(await eventually(async () => running.fds() === fds)).to.equal(true);
    const { heapBytes: _last, ...state } = await running.state();
    expect(state).to.deep.equal(before);
    expect(await eventually(async () => socketFolders().length === 0)).to.equal(true);
  });

  it('uses an inspector that is open already, and leaves it open', async () => {
    running = await startRunning('tells-its-state', ['--inspect=127.0.0.1:0']);
    const { agents, release } = await attachTo(running.pid);
    expect(agents.connected).to.equal(1);
    await release();
    expect((await running.state()).isInspected).to.equal(true);
  });

  it('goes into each process of a cluster, and tells of worker threads that it cannot read', async () => {
    running = await startRunning('forks-workers');
    const { agents, pids, release } = await attachTo(running.pid);
    const readings = await agents.collect();
    expect(pids).to.have.length(3);
    expect(readings.map(({ place }) => place)).to.have.members(['master', 'worker 1', 'worker 2']);
    expect(readings.map(({ unreadThreads }) => unreadThreads)).to.have.members([1, 0, 0]);
    await release();
  });

  it('tells when the application handles the signal itself, and does no harm', async () => {
    running = await startRunning('handles-sigusr1');
    const signalled = once(running.child, 'message');
    const failure = await failureOf(running.pid);
    expect(failure?.code).to.equal('ATTACH_FAILED');
    expect(failure?.message).to.include('handles SIGUSR1 itself').and.include('--inspect=127.0.0.1:0');
    expect(await signalled).to.deep.include('signalled');
    expect(await (await fetch(running.url)).text()).to.equal('ok');
  });

  it('names who holds the port of the inspector', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    running = await startRunning('tells-its-state', [`--inspect-port=${port}`]);
    const failure = await failureOf(running.pid);
    holder.close();
    expect(failure?.code).to.equal('ATTACH_FAILED');
    expect(failure?.message).to.include(`port ${port}`).and.include(`process ${process.pid}`);
  });

  // Node.js 20 has no such option, and so no such process.
  const itWithOption = process.allowedNodeEnvironmentFlags.has('--disable-sigusr1') ? it : () => undefined;
  itWithOption('sends no signal to a process that it would end', async () => {
    running = await startRunning('tells-its-state', ['--disable-sigusr1']);
    const failure = await failureOf(running.pid);
    expect(failure?.code).to.equal('ATTACH_REFUSED');
    expect((await running.state()).isInspected).to.equal(false);
  });

  it('leaves other programs alone, and names them', async () => {
    running = await startRunning('tells-its-state');
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    await once(stranger, 'spawn');
    const { pid = 0 } = stranger;
    const failure = await failureOf(pid);
    expect(failure?.code).to.equal('ATTACH_UNSUPPORTED');
    expect(failure?.message).to.match(/runs (?:sleep|coreutils|busybox)/);
    expect(isAlive(pid)).to.equal(true);
    stranger.kill();
  });
});
