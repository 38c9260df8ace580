import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { findFreePort, tryPort } from '../../../src/platform/network/free-port.js';
import { readEphemeralPorts } from '../../../src/platform/processes/procfs.js';

const moduleUrl = new URL('../../../src/platform/network/free-port.ts', import.meta.url).href;

describe('a free port', () => {
  it('is none that the system gives to others', async () => {
    const ephemeral = readEphemeralPorts();
    expect(ephemeral?.first).to.be.a('number');
    const ports = await Promise.all(Array.from({ length: 20 }, findFreePort));
    expect(ports.filter((port) => port >= (ephemeral?.first ?? 0))).to.deep.equal([]);
    expect(new Set(ports).size).to.equal(20);
  });

  it('can be listened on', async () => {
    const port = await findFreePort();
    expect(await tryPort(port)).to.equal(port);
  });

  it('is given to one process alone, and is free again when that has ended', async () => {
    // Each looks at the same ports in the same order.
    const find = `
      let looks = 0;
      Math.random = () => looks++ / 1_000;
      const { findFreePort } = await import(${JSON.stringify(moduleUrl)});
      console.log(await findFreePort());`;
    const args = ['--import', 'tsx', '--input-type=module', '--eval'];
    const findMeanwhile = `
      const { execFileSync } = await import('node:child_process');
      console.log(String(execFileSync(process.execPath, ${JSON.stringify([...args, find])})));`;
    const run = async (code: string): Promise<readonly number[]> => {
      const { stdout } = await promisify(execFile)(process.execPath, [...args, code]);
      return stdout.trim().split(/\s+/).map(Number);
    };
    const [own, meanwhile] = await run(find + findMeanwhile);
    expect(meanwhile).to.be.above(own ?? Number.NaN);
    expect(await run(find)).to.deep.equal([own]);
  });
});
