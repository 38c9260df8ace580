import { expect } from 'chai';
import { type CpuReading, cpuBetween, readCpu } from '../../../src/sampling/block-cpu.js';

const reading = (loadMs: number, ...processes: readonly (readonly [pid: number, ms: number])[]): CpuReading => ({
  targetMs: new Map(processes),
  loadMs,
});

describe('cpuBetween', () => {
  it('adds what all processes of a target used, and tells our own apart', () => {
    const before = reading(100, [1, 500], [2, 30]);
    expect(cpuBetween(before, reading(140, [2, 50], [1, 620]))).to.deep.equal({ targetMs: 140, loadMs: 40 });
  });

  it('is null where nothing was read, or a process came or went', () => {
    expect(cpuBetween(reading(100), reading(140))).to.equal(null);
    expect(cpuBetween(reading(100, [1, 500]), reading(140))).to.equal(null);
    expect(cpuBetween(reading(100, [1, 500]), reading(140, [1, 500], [2, 0]))).to.equal(null);
    expect(cpuBetween(reading(100, [1, 500]), reading(140, [2, 500]))).to.equal(null);
  });
});

describe('readCpu', () => {
  it('reads a process as the system counts it, and leaves out one that has gone', function () {
    if (process.platform !== 'linux') this.skip();
    const before = readCpu([process.pid, 2 ** 22 + 1]);
    expect([...before.targetMs.keys()]).to.deep.equal([process.pid]);
    const startMs = process.cpuUsage().user;
    while (process.cpuUsage().user - startMs < 100_000);
    const used = cpuBetween(before, readCpu([process.pid]));
    expect(used?.targetMs).to.be.at.least(80);
    expect(used?.loadMs).to.be.at.least(100);
    expect(Math.abs((used?.targetMs ?? 0) - (used?.loadMs ?? 0))).to.be.at.most(60);
  });
});
