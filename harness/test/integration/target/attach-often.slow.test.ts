import { expect } from 'chai';
import { attachAgents } from '../../../src/target/attach-agents.js';
import { type RunningFixture, startRunning } from '../../fixtures/targets/running/start-running.js';
import { eventually } from '../../support/eventually.js';

const hooks = { signal: new AbortController().signal, onWarning: () => undefined };

/** After so many times Node.js has loaded all that the agent uses, and V8 has compiled it. */
const warmUp = 20;
const times = 100;

/** V8's own code and feedback move the heap by some hundred kilobytes. An agent that stayed has 500 KB. */
const mayDifferBytes = 400_000;

describe('putting the agent into a process a hundred times', () => {
  let running: RunningFixture;
  afterEach(() => running.child.kill('SIGKILL'));

  it('leaves descriptors, threads, listeners and the heap as they were', async () => {
    running = await startRunning('tells-its-state');
    const { heapBytes: _first, ...before } = await running.state();
    const fds = running.fds();
    let [warmHeap, warmThreads] = [0, 0];
    for (let time = 1; time <= times; time += 1) {
      const { agents, release } = await attachAgents(
        { name: 'fixture', pid: running.pid, countsAnswers: false },
        hooks,
      );
      await agents.collect();
      await release();
      if (time !== warmUp) continue;
      expect(await eventually(async () => running.fds() === fds)).to.equal(true);
      warmHeap = (await running.state()).heapBytes;
      warmThreads = running.threads();
    }
    expect(await eventually(async () => running.fds() === fds)).to.equal(true);
    const { heapBytes, ...state } = await running.state();
    expect(state).to.deep.equal(before);
    expect(running.threads()).to.equal(warmThreads);
    expect(heapBytes - warmHeap).to.be.lessThan(mayDifferBytes);
  });
});
