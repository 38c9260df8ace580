import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { killProcesses } from '../../../src/platform/processes/kill-processes.js';

/** `S` for a process that sleeps, `T` for one that is stopped: proc_pid_stat(5). */
const stateOf = (pid: number): string => readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.[0] ?? '';

/** Its state, once it has heard the signal: a busy machine takes its time. */
function settledState(pid: number): string {
  const untilMs = performance.now() + 5_000;
  while (stateOf(pid) !== 'T' && performance.now() < untilMs)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  return stateOf(pid);
}

describe('killProcesses', () => {
  const children: ChildProcess[] = [];
  const startChild = (): number => {
    const child = spawn('sleep', ['60'], { stdio: 'ignore' });
    children.push(child);
    return child.pid ?? 0;
  };
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  it('kills none before all are stopped, those that come meanwhile included', async () => {
    const pids: number[] = [];
    const seen: string[] = [];
    killProcesses(() => {
      seen.push(pids.map(settledState).join(''));
      if (pids.length < 3) pids.push(startChild());
      return pids;
    });
    const ends = await Promise.all(
      children.map((child) => (child.signalCode ? [null, child.signalCode] : once(child, 'exit'))),
    );
    expect(ends.map(([, signal]) => signal)).to.deep.equal(['SIGKILL', 'SIGKILL', 'SIGKILL']);
    expect(seen).to.deep.equal(['', 'T', 'TT', 'TTT', 'TTT']);
  });

  it('kills those that it found where ever more of them come', async () => {
    const pids: number[] = [];
    killProcesses(() => {
      pids.push(startChild());
      return pids;
    });
    await Promise.all(children.map((child) => once(child, 'exit')));
    expect(children).to.have.length(51);
    expect(children.every(({ signalCode }) => signalCode === 'SIGKILL')).to.equal(true);
  });
});
