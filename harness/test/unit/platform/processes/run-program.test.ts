import { expect } from 'chai';
import { runProgram } from '../../../../src/platform/processes/run-program.js';

const { signal } = new AbortController();
const shell = (script: string, timeoutMs: number) => runProgram('sh', ['-c', script], { signal, timeoutMs });

describe('runProgram', () => {
  it('tells how a command ended', async () => {
    expect(await shell('echo out; exit 3', 5_000)).to.deep.include({
      exitCode: 3,
      how: 'ended with code 3',
      stdout: 'out',
    });
  });

  it('ends a command that takes too long', async () => {
    expect(await shell('sleep 60', 100)).to.deep.include({ timedOut: true, how: 'was ended after 0.1 s' });
  });

  it('does not wait for what the command left behind with its pipes', async () => {
    const startedMs = performance.now();
    expect(await shell('sleep 60 &', 100)).to.deep.include({ timedOut: true });
    expect(performance.now() - startedMs).to.be.below(5_000);
  });

  it('does not wait for what left its group, either', async () => {
    const startedMs = performance.now();
    // It ends by itself, for nobody knows it.
    expect(await shell('setsid sleep 8', 100)).to.deep.include({ timedOut: true });
    expect(performance.now() - startedMs).to.be.below(6_000);
  });
});
