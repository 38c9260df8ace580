import { expect } from 'chai';
import { parseCpuTicks, sharesBetween } from '../../../../src/run/doctor/machine-facts.js';

describe('processor time', () => {
  it('is read from the first line of /proc/stat', () => {
    const text = 'cpu  100 5 20 800 10 1 2 62 7 0\ncpu0 1 2 3 4 5 6 7 8 9 0\n';
    expect(parseCpuTicks(text)).to.deep.equal({ idle: 810, steal: 62, total: 1_000 });
    expect(parseCpuTicks('nothing')).to.equal(null);
    expect(parseCpuTicks('cpu  1 2 3\n')).to.equal(null);
  });

  it('is shared between two readings, also when no time has passed', () => {
    const before = { idle: 100, steal: 0, total: 200 };
    expect(sharesBetween(before, { idle: 150, steal: 20, total: 300 })).to.deep.equal({ busy: 0.3, steal: 0.2 });
    expect(sharesBetween(before, before).steal).to.equal(0);
  });
});
