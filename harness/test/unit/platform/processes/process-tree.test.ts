import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import {
  createProcessTree,
  parsePsRows,
  selectTree,
  type TreeRoot,
} from '../../../../src/platform/processes/process-tree.js';
import type { ProcessStat } from '../../../../src/platform/processes/procfs.js';

const stat = (pid: number, parentPid: number, changes: Partial<ProcessStat> = {}): ProcessStat => ({
  pid,
  parentPid,
  sessionId: 1,
  isZombie: false,
  startTicks: pid * 10,
  ...changes,
});

/** Started when `stat` says. */
const rootOf = (ownsSession: boolean): TreeRoot => ({ pid: 100, startTicks: 1_000, ownsSession });
const pidsOf = (members: readonly ProcessStat[]): readonly number[] => members.map(({ pid }) => pid);

describe('selectTree', () => {
  it('takes descendants, root first, and nobody else', () => {
    const processes = [stat(1, 0), stat(50, 100), stat(100, 1), stat(51, 50), stat(200, 1)];
    expect(pidsOf(selectTree(rootOf(false), processes, new Map()))).to.deep.equal([100, 50, 51]);
  });

  it('keeps an orphan of the session after the root has gone', () => {
    const processes = [stat(1, 0), stat(101, 1, { sessionId: 100 })];
    expect(pidsOf(selectTree(rootOf(true), processes, new Map()))).to.deep.equal([101]);
    expect(selectTree(rootOf(false), processes, new Map())).to.deep.equal([]);
  });

  it('keeps a known orphan that left the session, but not a stranger with its pid', () => {
    const processes = [stat(1, 0), stat(101, 1, { sessionId: 101 })];
    expect(pidsOf(selectTree(rootOf(true), processes, new Map([[101, 1010]])))).to.deep.equal([101]);
    expect(selectTree(rootOf(true), processes, new Map([[101, 999]]))).to.deep.equal([]);
  });

  it('takes neither a stranger with the pid of the root that ended, nor his session', () => {
    const stranger = stat(100, 1, { sessionId: 100, startTicks: 5_000 });
    const processes = [stat(1, 0), stranger, stat(101, 100, { sessionId: 100 })];
    expect(selectTree(rootOf(true), processes, new Map())).to.deep.equal([]);
  });

  it('takes whoever carries the mark, with his children', () => {
    const processes = [stat(1, 0), stat(100, 1), stat(300, 1, { sessionId: 300 }), stat(301, 300), stat(400, 1)];
    const isMarked = ({ pid }: ProcessStat): boolean => pid === 300;
    expect(pidsOf(selectTree(rootOf(true), processes, new Map(), isMarked))).to.deep.equal([100, 300, 301]);
  });

  it('leaves zombies out', () => {
    expect(selectTree(rootOf(true), [stat(100, 1, { isZombie: true })], new Map())).to.deep.equal([]);
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
