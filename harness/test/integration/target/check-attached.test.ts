import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { checkAttached } from '../../../src/target/check-attached.js';

const { signal } = new AbortController();
/** No process of Linux has it: pids end at 2^22. */
const nobody = 2 ** 22 + 1;

const listening = (where: string): string =>
  `require('node:net').createServer().listen(${where}, () => console.log('ready')); setInterval(() => {}, 1000);`;

describe('a service that somebody else started', () => {
  const children: ChildProcess[] = [];
  let baseUrl = '';
  const server = createServer((socket) => socket.destroy());

  before(async function () {
    if (process.platform !== 'linux') this.skip();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.close();
    for (const child of children) child.kill('SIGKILL');
  });

  async function pidOf(program: string): Promise<number> {
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
    children.push(child);
    await once(child.stdout, 'data');
    return child.pid ?? 0;
  }

  const codeOf = (pid: number | null, url = baseUrl): Promise<string> =>
    checkAttached({ name: 'app', baseUrl: url, pid }, 300, signal).then(
      () => 'fine',
      (error: { readonly code: string }) => error.code,
    );

  it('is fine without a pid, and with that of a process that listens, wherever that is', async () => {
    const socket = path.join(tmpdir(), `leakline-attached-${process.pid}.sock`);
    expect(await codeOf(null)).to.equal('fine');
    expect(await codeOf(await pidOf(listening('0')))).to.equal('fine');
    expect(await codeOf(await pidOf(listening(JSON.stringify(socket))))).to.equal('fine');
  });

  it('is not measured by a process that listens nowhere', async () => {
    expect(await codeOf(await pidOf(`console.log('ready'); setInterval(() => {}, 1000);`))).to.equal(
      'TARGET_WRONG_PORT',
    );
  });

  it('is not measured by a process that started us', async () => {
    expect(await codeOf(process.ppid)).to.equal('TARGET_WRONG_PORT');
  });

  it('has to have the process that is named', async () => {
    expect(await codeOf(nobody)).to.equal('TARGET_EXITED');
  });

  it('has to take connections within its time', async () => {
    expect(await codeOf(null, 'http://127.0.0.1:1')).to.equal('TARGET_NOT_READY');
  });
});
