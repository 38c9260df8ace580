import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import { countDescriptors, countThreads } from '../../../../src/sampling/procfs/process-counts.js';

describe('countDescriptors', () => {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  const children: ChildProcess[] = [];
  after(() => {
    for (const child of children) child.kill('SIGKILL');
  });

  /** Of a process that does nothing else: one that runs tests opens and closes descriptors of its own. */
  async function descriptorsOfHolder(held: number): Promise<number> {
    const script = `for (let n = 0; n < ${held}; n += 1) require('fs').openSync('/dev/null'); console.log('held'); setInterval(() => {}, 1e6);`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    children.push(child);
    await once(child.stdout, 'data');
    return countDescriptors([child.pid ?? 0]);
  }

  it('counts every descriptor that a process opens', async () => {
    expect((await descriptorsOfHolder(300)) - (await descriptorsOfHolder(0))).to.equal(300);
  });

  it('agrees with a listing, which holds the descriptor of the listing itself besides', async () => {
    expect(await countDescriptors([process.pid])).to.equal(readdirSync('/proc/self/fd').length - 1);
  });

  it('adds processes up, and counts one that has ended as none', async () => {
    const one = await countDescriptors([process.pid]);
    expect(await countDescriptors([process.pid, process.pid, 2 ** 30])).to.equal(2 * one);
    expect(await countThreads([2 ** 30])).to.equal(0);
    expect(await countThreads([process.pid])).to.be.at.least(2);
  });
});
