import { closeSync, openSync, readdirSync } from 'node:fs';
import { expect } from 'chai';
import { countDescriptors, countThreads } from '../../../../src/sampling/procfs/process-counts.js';

describe('countDescriptors', () => {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  it('counts every descriptor that a process opens', async () => {
    const before = await countDescriptors([process.pid]);
    const opened = Array.from({ length: 300 }, () => openSync('/dev/null', 'r'));
    const during = await countDescriptors([process.pid]);
    for (const fd of opened) closeSync(fd);
    expect(during - before).to.equal(300);
    expect(await countDescriptors([process.pid])).to.equal(before);
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
