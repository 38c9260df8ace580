import { expect } from 'chai';
import { parseCgroupMemory, parseCgroupPath, residentRoom } from '../../../../src/target/container/memory-room.js';

describe('the memory of a control group', () => {
  it('is found by the path of version 2', () => {
    expect(parseCgroupPath('0::/system.slice/docker-f00d.scope\n')).to.equal('/system.slice/docker-f00d.scope');
  });

  it('is not found in groups of version 1, nor in one outside of our own', () => {
    expect(parseCgroupPath('12:memory:/docker/f00d\n1:name=systemd:/docker/f00d\n')).to.equal(null);
    expect(parseCgroupPath('0::/../f00d\n')).to.equal(null);
  });

  it('is read from memory.max and memory.stat', () => {
    const stat = 'anon 1000\nfile 500\nkernel 20\n';
    expect(parseCgroupMemory('5000\n', stat)).to.deep.equal({ maxBytes: 5000, anonymousBytes: 1000 });
    expect(parseCgroupMemory('max\n', stat)).to.deep.equal({ maxBytes: null, anonymousBytes: 1000 });
    expect(parseCgroupMemory('5000\n', 'file 500\n')).to.equal(null);
  });

  it('leaves room for what anonymous memory lacks, whatever files are resident', () => {
    expect(residentRoom({ maxBytes: 5000, anonymousBytes: 1000 }, 1300)).to.equal(5300);
    expect(residentRoom({ maxBytes: 1000, anonymousBytes: 1200 }, 1300)).to.equal(1300);
    expect(residentRoom({ maxBytes: null, anonymousBytes: 1000 }, 1300)).to.equal(null);
  });
});
