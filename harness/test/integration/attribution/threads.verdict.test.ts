import path from 'node:path';
import { expect } from 'chai';
import { type CliSandbox, coarse, createSandbox } from '../../fixtures/cli/cli-sandbox.js';
import { diagnoseFolder, markedLine } from '../agent/diagnose/diagnosed-target.js';

const file = 'thread-pool.mjs';

/** Whose line a leaked file is, in a service with a pool of two worker threads. */
describe('attribution: what worker threads open', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  async function culpritsOf(endpoint: string) {
    const command = `node ${path.join(diagnoseFolder, file)}`;
    sandbox.configure({ command, endpoints: [`GET ${endpoint}`] }, { budget: { seconds: 60 }, tolerances: coarse });
    const { exitCode, stdout } = await sandbox.run(['run']);
    expect(exitCode, stdout).to.equal(1);
    const [target] = (await sandbox.assertComplete()).targets;
    const finding = target?.endpoints[0]?.findings.find(({ metric }) => metric === 'fds');
    return { stdout, culprits: finding?.culprits ?? [] };
  }

  it('is the line in the script of the thread, which leads to the line that started it', async () => {
    const { culprits, stdout } = await culpritsOf('/file');
    const [first] = culprits;
    expect(`${path.basename(first?.file ?? '')}:${first?.line}`, stdout).to.equal(markedLine(file, '/file'));
    expect(first).to.include({ resource: 'file', certainty: 'certain' });
    expect(first?.stack.join('\n')).to.include(markedLine(file, 'starts a thread'));
  });

  it('is the line in the main thread where that leaks, and the threads are innocent', async () => {
    const { culprits, stdout } = await culpritsOf('/main-file');
    expect(
      culprits.map(({ line }) => `${file}:${line}`),
      stdout,
    ).to.deep.equal([markedLine(file, '/main-file')]);
  });
});
