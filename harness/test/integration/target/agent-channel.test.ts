import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { toReading } from '../../../src/runtimes/node/to-reading.js';
import { type AgentChannel, type AgentChannelOptions, openAgentChannel } from '../../../src/target/agent-channel.js';
import { nodeReadings } from '../../fixtures/targets/node-readings.js';
import { eventually } from '../../support/eventually.js';
import { quietReading } from '../../support/fake-target.js';

const helloOf = (pid: number): string =>
  `${JSON.stringify({ type: 'hello', pid, ppid: 1, runtime: 'node', version: 'v20.20.0', script: '' })}\n`;

const failureOf = (error: unknown): string => `${(error as { readonly code?: string }).code} ${String(error)}`;

describe("the agents' socket", () => {
  let channel: AgentChannel;
  let dropped: string[];
  const peers: Socket[] = [];

  async function open(options: AgentChannelOptions = {}): Promise<void> {
    dropped = [];
    const timeouts = { readMs: 500, collectMs: 500, snapshotMs: 500 };
    channel = await openAgentChannel({ timeouts, ...options, onDropped: (_hello, why) => dropped.push(why) });
  }

  async function dial(...lines: readonly string[]): Promise<Socket> {
    const peer = connect(channel.socketPath);
    peers.push(peer);
    peer.on('error', () => undefined);
    await once(peer, 'connect');
    for (const line of lines) peer.write(line);
    return peer;
  }

  /** Dials as process 7 and answers each question with what `answer` makes of its number. */
  async function dialAsAgent(answer: (id: number) => string): Promise<Socket> {
    const peer = await dial(helloOf(7));
    peer.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.trim().split('\n')) peer.write(answer((JSON.parse(line) as { id: number }).id));
    });
    expect(await eventually(async () => channel.agents.connected === 1)).to.equal(true);
    return peer;
  }

  const read = (): Promise<unknown> => channel.agents.read().then((readings) => readings, failureOf);

  afterEach(async () => {
    for (const peer of peers.splice(0)) peer.destroy();
    await channel.close();
  });

  it('takes the answer of an agent', async () => {
    await open();
    await dialAsAgent((id) => `${JSON.stringify({ type: 'answer', id, answer: quietReading })}\n`);
    expect(await read()).to.deep.equal([toReading(quietReading)]);
    expect(dropped).to.deep.equal([]);
  });

  for (const [what, text, why] of [
    ['no JSON', 'GET / HTTP/1.1\n', 'no message'],
    ['no message', '{"type":"bye"}\n', 'no message'],
    ['a line without end', 'x'.repeat(100_000), 'a line of more than 65536 characters'],
    ['who it is twice', helloOf(7) + helloOf(7), 'a second time'],
    ['an answer to no question', `${helloOf(7)}{"type":"answer","id":9,"answer":null}\n`, 'answer 9'],
  ] as const) {
    it(`hangs up on a peer that sends ${what}, and tells why`, async () => {
      await open();
      const peer = await dial(text);
      if (!peer.destroyed) await once(peer, 'close');
      expect(dropped.join()).to.include(why);
    });
  }

  it('tells who asks for an agent that hung up while its process goes on', async () => {
    await open({ isMember: (pid) => pid === 7 });
    const peer = await dialAsAgent(() => '');
    peer.destroy();
    expect(await read()).to.match(/^AGENT_MISSPOKE .*process 7 .*closed its socket/);
    expect(await read()).to.match(/^AGENT_MISSPOKE/);
  });

  it('leaves an agent out whose process has ended, a moment after its socket', async () => {
    let isThere = true;
    await open({ isMember: () => isThere });
    const peer = await dialAsAgent(() => '');
    peer.destroy();
    setTimeout(() => {
      isThere = false;
    }, 150);
    expect(await read()).to.deep.equal([]);
    expect(dropped).to.deep.equal([]);
    expect(channel.agents.connected).to.equal(0);
  });

  it('hangs up on a process that is none of the target, and on a second one of the same pid', async () => {
    await open({ isMember: (pid) => pid === 7 });
    await dialAsAgent((id) => `${JSON.stringify({ type: 'answer', id, answer: quietReading })}\n`);
    await once(await dial(helloOf(8)), 'close');
    await once(await dial(helloOf(7)), 'close');
    expect(dropped).to.deep.equal(["process 8 is none of the target's", 'process 7 is connected already']);
    expect(await read()).to.deep.equal([toReading(quietReading)]);
  });

  it('does not tell of a process that has just ended', async () => {
    await open({ isMember: () => false });
    (await dial(helloOf(8))).end();
    await delay(300);
    expect(dropped).to.deep.equal([]);
  });

  for (const [what, answer, why] of [
    ['leaves a field out', { ...quietReading, heapUsedBytes: undefined }, '`heapUsedBytes`'],
    ['answers with nothing', null, 'all of it'],
  ] as const) {
    it(`names what is wrong, now and later, where an agent ${what}`, async () => {
      await open();
      await dialAsAgent((id) => `${JSON.stringify({ type: 'answer', id, answer })}\n`);
      for (let time = 0; time < 2; time += 1) {
        const error = await channel.agents.read().catch((reason: unknown) => reason);
        expect(error).to.have.property('code', 'AGENT_MISSPOKE');
        expect(String(error)).to.include('process 7').and.include('"read"').and.include(why);
      }
    });
  }

  it('refuses to read a process whose agent broke the protocol, for what it holds would be missing', async () => {
    await open();
    await dialAsAgent(() => 'nonsense\n');
    expect(await read())
      .to.include('AGENT_MISSPOKE')
      .and.include('no message');
    expect(await read()).to.include('AGENT_MISSPOKE');
  });

  it('lets an answer come late', async () => {
    await open();
    const ids: number[] = [];
    const peer = await dialAsAgent((id) => {
      ids.push(id);
      return '';
    });
    expect(await read()).to.include('500 ms');
    for (const id of ids) peer.write(`${JSON.stringify({ type: 'answer', id, answer: quietReading })}\n`);
    await delay(100);
    expect(dropped).to.deep.equal([]);
    expect(peer.destroyed).to.equal(false);
  });

  it('takes forty megabytes in a line without standing still', async () => {
    const text = JSON.stringify({ type: 'answer', id: 1, answer: { ...quietReading, census: 'x'.repeat(40e6) } });
    let longestMs = 0;
    let lastMs = performance.now();
    const ticks = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - lastMs);
      lastMs = performance.now();
    }, 10);
    await open({ timeouts: { readMs: 20_000, collectMs: 500, snapshotMs: 500 } });
    await dialAsAgent(() => `${text}\n`);
    const readings = await channel.agents.read();
    clearInterval(ticks);
    expect(nodeReadings(readings)[0]?.census).to.have.length(40e6);
    expect(longestMs).to.be.below(2_000);
  });

  it('has room for so many, and no more', async () => {
    await open();
    for (let batch = 0; batch < 6; batch += 1) {
      await Promise.all(Array.from({ length: 100 }, () => dial()));
      // The queue of those that wait to be accepted is short.
      await delay(50);
    }
    expect(await eventually(async () => dropped.length > 0)).to.equal(true);
    expect(dropped[0]).to.include('512 connections');
  });
});
