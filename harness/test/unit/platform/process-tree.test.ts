import { expect } from 'chai';
import { parsePsRows, selectTree } from '../../../src/platform/process-tree.js';
import type { ProcessStat } from '../../../src/platform/procfs.js';

const process = (pid: number, parentPid: number, changes: Partial<ProcessStat> = {}): ProcessStat => ({
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
    const processes = [process(1, 0), process(50, 100), process(100, 1), process(51, 50), process(200, 1)];
    expect(pidsOf(selectTree(100, processes, new Map(), false))).to.deep.equal([100, 50, 51]);
  });

  it('keeps an orphan of the session after the root has gone', () => {
    const processes = [process(1, 0), process(101, 1, { sessionId: 100 })];
    expect(pidsOf(selectTree(100, processes, new Map(), true))).to.deep.equal([101]);
    expect(selectTree(100, processes, new Map(), false)).to.deep.equal([]);
  });

  it('keeps a known orphan that left the session, but not a stranger with its pid', () => {
    const processes = [process(1, 0), process(101, 1, { sessionId: 101 })];
    expect(pidsOf(selectTree(100, processes, new Map([[101, 1010]]), true))).to.deep.equal([101]);
    expect(selectTree(100, processes, new Map([[101, 999]]), true)).to.deep.equal([]);
  });

  it('leaves zombies out', () => {
    expect(selectTree(100, [process(100, 1, { isZombie: true })], new Map(), true)).to.deep.equal([]);
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
