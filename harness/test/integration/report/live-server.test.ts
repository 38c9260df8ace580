import { once } from 'node:events';
import { get } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect } from 'chai';
import type { RunEvent } from '../../../src/model/events.js';
import { HarnessError } from '../../../src/platform/harness-error.js';
import { type LiveView, openLiveView } from '../../../src/report/live/live-reporter.js';
import { createOutcome } from '../../fixtures/report/fake-output.js';
import { blockStart, runEvents } from '../../fixtures/report/run-events.js';
import { createSampleDocument } from '../../fixtures/report/sample-document.js';

const sample = createSampleDocument();

/** Reads messages as a browser does. */
interface Follower {
  /** Names of the events heard so far, in their order. */
  names(): readonly string[];
  heard(name: string): Promise<unknown>;
  readonly ended: Promise<unknown>;
}

async function follow(url: string): Promise<Follower> {
  const request = get(`${url}events`, { agent: false });
  const [response] = await once(request, 'response');
  let text = '';
  const waiting = new Set<() => void>();
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    for (const wake of waiting) wake();
  });
  const find = (name: string): string | undefined =>
    new RegExp(`^event: ${name}\\ndata: (.*)\\n\\n`, 'm').exec(text)?.[1];
  return {
    names: () => [...text.matchAll(/^event: (.*)$/gm)].map(([, name = '']) => name),
    heard: async (name) => {
      while (find(name) === undefined) await new Promise<void>((resolve) => waiting.add(resolve));
      return JSON.parse(find(name) ?? '');
    },
    ended: once(response, 'close'),
  };
}

/** Asks for the events and never reads them. */
async function hang(url: string): Promise<Socket> {
  const { port, host } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.pause();
  socket.on('error', () => undefined);
  socket.write(`GET /events HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  return socket;
}

async function statusOf(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<number> {
  const request = get(url, { headers, method, agent: false });
  const [response] = await once(request, 'response');
  response.resume();
  return response.statusCode;
}

describe('live server', () => {
  let live: LiveView;
  let nowMs: number;
  let judged: number;

  beforeEach(async () => {
    nowMs = 0;
    judged = 0;
    live = await openLiveView({ port: 0, clock: { nowMs: () => nowMs } });
    live.reporter.onRunStart?.({
      document: () => {
        judged++;
        return sample;
      },
    });
  });
  afterEach(() => live.close());

  const tell = (...events: readonly RunEvent[]): void => {
    for (const event of events) live.reporter.onEvent?.(event);
  };

  it('tells progress, then the report so far, then the end, and lets go of everyone', async () => {
    tell(...runEvents);
    expect(judged, 'without anyone who listens').to.equal(0);
    const follower = await follow(live.url);
    expect(await follower.heard('progress')).to.deep.include({ target: 'with-leak', endpoint: 'GET /api/database' });
    tell(blockStart('measure', 256));
    expect(await follower.heard('report')).to.have.property('result');
    await live.reporter.onRunEnd?.(createOutcome({ reportFile: import.meta.filename }));
    expect(await follower.heard('end')).to.have.property('reportFile', import.meta.filename);
    await follower.ended;
    expect(follower.names().at(-1)).to.equal('end');
  });

  it('names no page that could not be written', async () => {
    const follower = await follow(live.url);
    await live.reporter.onRunEnd?.(createOutcome({ reportFile: '/leakline-nowhere/report.html' }));
    expect(await follower.heard('end')).to.have.property('reportFile', null);
    await follower.ended;
  });

  it('judges at most once a second, and not while requests are under way', async () => {
    const follower = await follow(live.url);
    tell(blockStart('measure', 256), blockStart('measure', 256));
    await follower.heard('report');
    expect(judged).to.equal(1);
    const sampleEvent = runEvents.find(({ type }) => type === 'sample') as RunEvent;
    nowMs = 1_500;
    tell(sampleEvent);
    expect(judged, 'in the middle of a block').to.equal(1);
    tell(blockStart('measure', 256));
    expect(judged).to.equal(2);
    nowMs = 9_000;
    tell(sampleEvent);
    expect(judged, 'in the middle of a very long block').to.equal(3);
  });

  it('judges more rarely when judging takes long', async () => {
    live.reporter.onRunStart?.({
      document: () => {
        judged++;
        nowMs += 100;
        return sample;
      },
    });
    const follower = await follow(live.url);
    tell(blockStart('measure', 256));
    await follower.heard('report');
    nowMs = 4_900;
    tell(blockStart('measure', 256));
    expect(judged).to.equal(1);
    nowMs = 5_000;
    tell(blockStart('measure', 256));
    expect(judged, 'a fiftieth of the time').to.equal(2);
  });

  it('gives newcomers what was told last', async () => {
    const first = await follow(live.url);
    tell(blockStart('measure', 256));
    await first.heard('report');
    const second = await follow(live.url);
    expect(await second.heard('report')).to.have.property('result');
    expect(judged).to.equal(1);
  });

  it('drops who does not keep up, refuses the seventeenth, and ends in time', async () => {
    const hanging = await Promise.all(Array.from({ length: 15 }, () => hang(live.url)));
    const follower = await follow(live.url);
    expect(await statusOf(`${live.url}events`)).to.equal(503);
    const dropped = hanging.map((socket) => once(socket.resume().pause(), 'close'));
    for (let round = 0; round < 200; round++) {
      nowMs += 2_000;
      tell(blockStart('measure', 256));
      // Lets the kernel's buffers fill, and the follower read.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await follower.heard('report');
    // A socket that does not read learns of its end only once it does.
    for (const socket of hanging) socket.resume();
    await Promise.all(dropped);
    await live.reporter.onRunEnd?.(createOutcome());
    await follower.heard('end');
  });

  it('answers only to its own names, only GET, only its page', async () => {
    const { port } = new URL(live.url);
    expect(await statusOf(live.url)).to.equal(200);
    expect(await statusOf(live.url, { host: `localhost:${port}` })).to.equal(200);
    expect(await statusOf(live.url, { host: `evil.example:${port}` })).to.equal(403);
    expect(await statusOf(live.url, {}, 'DELETE')).to.equal(405);
    expect(await statusOf(`${live.url}etc/passwd`)).to.equal(404);
  });

  it('listens on the loopback interface alone', async function () {
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal);
    if (outside === undefined) {
      console.warn('      skipped: this machine has no address but its own');
      this.skip();
    }
    const socket = connect(Number(new URL(live.url).port), outside.address);
    const [error] = await once(socket, 'error');
    expect(error).to.have.property('code', 'ECONNREFUSED');
  });

  it('says so when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const failure = await openLiveView({ port }).catch((error: unknown) => error);
    other.close();
    expect(failure).to.be.instanceOf(HarnessError).and.have.property('code', 'USAGE');
    expect((failure as Error).message)
      .to.include(`127.0.0.1:${port} (EADDRINUSE)`)
      .and.include('--live=<port>');
  });
});
