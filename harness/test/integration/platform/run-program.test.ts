import { expect } from 'chai';
import { createProcessMark } from '../../../src/platform/processes/process-mark.js';
import { runProgram } from '../../../src/platform/processes/run-program.js';
import { askShell } from '../../../src/run/experiment/check-invariants.js';
import { clearUp, createNonce, kindsLeft } from '../../fixtures/left-behind/left-behind.js';

const { PATH = '' } = process.env;
const never = new AbortController().signal;
/** Leaves a process in a session of its own, and holds the output of the command open by it. */
const leaveHolder = (nonce: string): string => `env -i setsid sh -c 'sleep 300 & wait' ${nonce}:holder & echo 42`;

describe('runProgram', () => {
  let nonce: string;
  beforeEach(function () {
    if (process.platform !== 'linux') this.skip();
    nonce = createNonce();
  });
  afterEach(() => clearUp(nonce));

  it('ends whom a command of ours left behind, and does not wait for them', async () => {
    const startedMs = performance.now();
    const options = { signal: never, env: { PATH }, mark: createProcessMark(), timeoutMs: 15_000 };
    const result = await runProgram('sh', ['-c', leaveHolder(nonce)], options);
    expect(result).to.include({ exitCode: 0, timedOut: false, stdout: '42' });
    expect(kindsLeft(nonce)).to.deep.equal([]);
    expect(performance.now() - startedMs).to.be.below(options.timeoutMs);
  });

  it('does not wait beyond its time for somebody who holds the output of a command that has ended', async () => {
    const options = { signal: never, env: { PATH }, timeoutMs: 500 };
    const result = await runProgram('sh', ['-c', leaveHolder(nonce)], options);
    expect(result).to.include({ exitCode: 0, timedOut: true, stdout: '42' });
  });

  it('does not wait for such a one either when it is called off', async () => {
    const controller = new AbortController();
    const options = { signal: controller.signal, env: { PATH }, timeoutMs: 10_000 };
    const failure = runProgram('sh', ['-c', leaveHolder(nonce)], options).catch((error: unknown) => error);
    setTimeout(() => controller.abort(new Error('Ctrl-C')), 500);
    expect(await failure).to.have.property('message', 'Ctrl-C');
  });

  it('says that there is no such program', async () => {
    const options = { signal: never, env: { PATH }, timeoutMs: 10_000, mark: createProcessMark() };
    const failure: unknown = await runProgram('no-such-program', [], options).catch((error: unknown) => error);
    expect(failure).to.have.property('code', 'ENOENT');
  });
});

describe('askShell', () => {
  it('leaves nobody of the command behind', async () => {
    const nonce = createNonce();
    expect(await askShell(leaveHolder(nonce), { PATH }, never)).to.deep.include({ value: 42 });
    expect(kindsLeft(nonce)).to.deep.equal([]);
  });
});
