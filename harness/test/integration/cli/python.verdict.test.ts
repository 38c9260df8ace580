import { expect } from 'chai';
import { type CliSandbox, coarse, createSandbox } from '../../fixtures/cli/cli-sandbox.js';
import { markedLine, python, pythonFolder } from '../agent/python/python-target.js';

/** A service of Python's standard library, with the agent in it. */
describe('leakline run on a service in Python', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  async function run(endpoint: string, seconds: number) {
    const target = { command: `${python} creates_things.py`, cwd: pythonFolder, endpoints: [endpoint] };
    const settings = { budget: { seconds }, tolerances: { ...coarse, threads: 1 }, diagnose: 'always' as const };
    sandbox.configure({ ...target, env: { SCRATCH: sandbox.folder } }, settings);
    const { exitCode, stdout } = await sandbox.run(['run']);
    const [result] = (await sandbox.assertComplete()).targets;
    const finding = result?.endpoints[0]?.findings[0];
    const culprit = finding?.culprits[0];
    return { exitCode, stdout, finding, line: `${culprit?.file.split('/').at(-1)}:${culprit?.line}` };
  }

  it('calls it clean where requests leave nothing but garbage', async () => {
    const { exitCode, stdout } = await run('GET /clean-garbage', 40);
    expect(exitCode, stdout).to.equal(0);
    expect(stdout).to.match(/heap (does not grow|grows less than)/);
  });

  it('finds objects that stay, and names the line that keeps them and what holds them', async () => {
    const { exitCode, stdout, finding, line } = await run('GET /key', 40);
    expect(exitCode, stdout).to.equal(1);
    expect(finding?.metric).to.equal('python.heapBytes');
    expect(line, stdout).to.equal(markedLine('creates_things.py', '/key'));
    expect(finding?.culprits[0]?.retainedBy.join(' '), stdout).to.match(/CACHE: dict/);
  });

  it('finds tasks of asyncio that never end, and the line that starts them', async () => {
    const { exitCode, stdout, finding, line } = await run('GET /task', 40);
    expect(exitCode, stdout).to.equal(1);
    expect(finding?.metric).to.equal('python.tasks');
    expect(line, stdout).to.equal(markedLine('creates_things.py', '/task'));
  });
});
