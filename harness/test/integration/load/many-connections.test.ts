import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { createLoadGenerator } from '../../../src/load/load-generator.js';
import type { LoadResult } from '../../../src/model/load.js';
import { createBlock, createStep, noAbort } from './blocks.js';
import { type CountingServer, type SeenRequest, startCountingServer } from './counting-server.js';

/** The users of the tuning lesson, each with a connection. */
const connections = 150;
const requests = 1_500;

const countDescriptors = (): number => readdirSync('/proc/self/fd').length;

describe('load over 150 connections', () => {
  let server: CountingServer;
  let answer: (request: SeenRequest, response: import('node:http').ServerResponse) => void;
  let served: number;

  beforeEach(async () => {
    served = 0;
    answer = (_request, response) => response.end('ok');
    server = await startCountingServer((request, response) => {
      served += 1;
      answer(request, response);
    });
  });
  afterEach(() => server.close());

  const drive = (timeoutMs = 10_000): Promise<LoadResult> =>
    createLoadGenerator(server.baseUrl).run(createBlock([createStep()], { requests, connections, timeoutMs }), noAbort);

  it('opens each once, sends exactly what was asked, and closes them all', async function () {
    if (process.platform !== 'linux') this.skip();
    await drive();
    const before = countDescriptors();
    const opened = server.connections();
    const result = await drive();
    expect(server.connections() - opened).to.equal(connections);
    expect(served).to.equal(2 * requests);
    expect(result).to.include({ sent: requests, ok: requests, errors: 0, timeouts: 0, unexpected: 0 });
    // The server is in this process: it closes its ends a moment later.
    const untilMs = performance.now() + 5_000;
    while (countDescriptors() > before && performance.now() < untilMs) await delay(20);
    expect(countDescriptors()).to.be.at.most(before);
  });

  it('holds as many requests open at once', async () => {
    const waiting: (() => void)[] = [];
    let most = 0;
    answer = (_request, response) => {
      waiting.push(() => response.end('ok'));
      most = Math.max(most, waiting.length);
      // Nobody is answered before everybody has asked.
      if (waiting.length === connections) for (const release of waiting.splice(0)) release();
    };
    expect(await drive()).to.include({ sent: requests, ok: requests, timeouts: 0 });
    expect(most).to.equal(connections);
  });

  it('tells statuses, broken connections and silence apart', async () => {
    answer = (_request, response) => {
      const turn = served % 50;
      if (turn === 1) return; // Silence.
      if (turn % 10 === 2) response.writeHead(503).end('too many connections');
      else if (turn % 10 === 3) response.destroy();
      else response.end('ok');
    };
    // Far above what an answer takes on a busy machine.
    const result = await drive(4_000);
    const [silent, refused, broken] = [requests / 50, requests / 10, requests / 10];
    const ok = requests - silent - refused - broken;
    expect(result.statuses).to.deep.equal({ 200: ok, 503: refused });
    expect(result).to.include({ sent: requests, ok, unexpected: refused, errors: broken, timeouts: silent });
  });
});
