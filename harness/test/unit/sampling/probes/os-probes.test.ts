import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { createOsProbes } from '../../../../src/sampling/probes/os-probes.js';
import type { ProbeContext } from '../../../../src/sampling/probes/probe.js';

async function readResident(pids: readonly number[]): Promise<number> {
  const probe = createOsProbes(true).find(({ metrics }) => metrics.includes('rssBytes'));
  const { rssBytes } = (await probe?.read({ pids } as ProbeContext)) ?? {};
  return rssBytes ?? 0;
}

describe('resident memory', () => {
  it('is that of the processes that are left, where one ends between two readings', async () => {
    const child = spawn('sleep', ['30']);
    await once(child, 'spawn');
    const pids = [process.pid, child.pid ?? 0];
    expect(await readResident(pids)).to.be.greaterThan(0);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await readResident(pids)).to.be.greaterThan(0);
    expect(await readResident([child.pid ?? 0])).to.equal(0);
  });
});
