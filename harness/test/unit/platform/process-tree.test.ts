import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { createProcessTree, parsePsRows, selectTree } from '../../../src/platform/process-tree.js';
import type { ProcessStat } from '../../../src/platform/procfs.js';

const stat = (pid: number, parentPid: number, changes: Partial<ProcessStat> = {}): ProcessStat => ({
  pid,
  parentPid,
  sessionId: 1,
  isZombie: false,
  startTicks: pid * 10,
  ...changes,
});

const pidsOf = (members: readonly ProcessStat[]): readonly number[] => members.map(({ pid }) => pid);

describe('selectTree', () => {
  it('takes descendants, root first, and nobody else', () => {
    const processes = [stat(1, 0), stat(50, 100), stat(100, 1), stat(51, 50), stat(200, 1)];
    expect(pidsOf(selectTree(100, processes, new Map(), false))).to.deep.equal([100, 50, 51]);
  });

  it('keeps an orphan of the session after the root has gone', () => {
    const processes = [stat(1, 0), stat(101, 1, { sessionId: 100 })];
    expect(pidsOf(selectTree(100, processes, new Map(), true))).to.deep.equal([101]);
    expect(selectTree(100, processes, new Map(), false)).to.deep.equal([]);
  });

  it('keeps a known orphan that left the session, but not a stranger with its pid', () => {
    const processes = [stat(1, 0), stat(101, 1, { sessionId: 101 })];
    expect(pidsOf(selectTree(100, processes, new Map([[101, 1010]]), true))).to.deep.equal([101]);
    expect(selectTree(100, processes, new Map([[101, 999]]), true)).to.deep.equal([]);
  });

  it('leaves zombies out', () => {
    expect(selectTree(100, [stat(100, 1, { isZombie: true })], new Map(), true)).to.deep.equal([]);
  });
});

describe('parsePsRows', () => {
  it('reads pid, parent, group and state', () => {
    expect(parsePsRows('  1  0  1 Ss\n 12  1 12 Z+\n')).to.deep.equal([
      { pid: 1, parentPid: 0, sessionId: 1, isZombie: false, startTicks: 0 },
      { pid: 12, parentPid: 1, sessionId: 12, isZombie: true, startTicks: 0 },
    ]);
  });
});

describe('createProcessTree', () => {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  it('sees children that come and go between two looks, and no stranger', async () => {
    const stranger = spawn('sleep', ['30']);
    const shell = spawn('sh', [
      '-c',
      'read go; sleep 30 & echo started; read stop; kill $!; wait; echo ended; read end',
    ]);
    try {
      if (shell.pid === undefined) throw new Error('The shell did not start.');
      const tree = createProcessTree(shell.pid, false);
      expect(tree.readPids()).to.deep.equal([shell.pid]);
      shell.stdin.write('\n');
      await once(shell.stdout, 'data');
      const [root, child, ...others] = tree.readPids();
      expect([root, others]).to.deep.equal([shell.pid, []]);
      expect(child).to.be.a('number').that.is.not.equal(stranger.pid);
      expect(tree.readPids()).to.deep.equal([root, child]);
      shell.stdin.write('\n');
      await once(shell.stdout, 'data');
      expect(tree.readPids()).to.deep.equal([shell.pid]);
    } finally {
      shell.kill();
      stranger.kill();
    }
  });
});
