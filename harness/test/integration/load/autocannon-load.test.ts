import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { createAutocannonLoad } from '../../../src/load/autocannon-load.js';
import { eventually } from '../../support/eventually.js';
import { createBlock, createStep, integersFrom, noAbort } from './blocks.js';
import { type CountingServer, type SeenRequest, startCountingServer } from './counting-server.js';

describe('load/autocannon-load against a well-behaved server', () => {
  let server: CountingServer;
  let answer: (request: SeenRequest, response: import('node:http').ServerResponse) => void;

  beforeEach(async () => {
    answer = (_request, response) => response.end('ok');
    server = await startCountingServer((request, response) => answer(request, response));
  });
  afterEach(() => server.close());

  for (const requests of [1, 2, 3, 7, 8, 64, 1000]) {
    for (const connections of [1, 8]) {
      it(`sends exactly ${requests} requests over at most ${connections} connections`, async () => {
        const block = createBlock([createStep()], { requests, connections });
        const result = await createAutocannonLoad(server.baseUrl).run(block, noAbort);
        expect(server.seen).to.have.length(requests);
        expect(server.connections()).to.equal(Math.min(requests, connections));
        expect(result).to.include({ sent: requests, ok: requests, non2xx: 0, errors: 0, timeouts: 0, unexpected: 0 });
        expect(result.statuses).to.deep.equal({ 200: requests });
        expect(result.firstFailure).to.equal(null);
      });
    }
  }

  it('runs every step of a unit in order on one connection, with one {n} for all of them', async () => {
    const steps = [
      createStep({ method: 'POST', path: '/item/{n}', body: { text: '{"id":{n},"name":"item {n}"}' } }),
      createStep({ path: '/item/{n}?again={n}', headers: { 'x-key': 'key-{n}' } }),
      createStep({ method: 'DELETE', path: '/item/{n}' }),
    ];
    const result = await createAutocannonLoad(server.baseUrl).run(
      createBlock(steps, { requests: 20, connections: 3, firstN: 100 }),
      noAbort,
    );
    expect(result).to.include({ sent: 20, ok: 20 });
    expect(result.statuses).to.deep.equal({ 200: 60 });
    for (const n of integersFrom(100, 20)) {
      const unit = server.seen.filter(({ url }) => url.startsWith(`/item/${n}?`) || url === `/item/${n}`);
      expect(unit.map(({ method, url }) => `${method} ${url}`)).to.deep.equal([
        `POST /item/${n}`,
        `GET /item/${n}?again=${n}`,
        `DELETE /item/${n}`,
      ]);
      expect(new Set(unit.map(({ connection }) => connection)).size).to.equal(1);
      expect(JSON.parse(String(unit[0]?.body))).to.deep.equal({ id: n, name: `item ${n}` });
      expect(unit[1]?.headers['x-key']).to.equal(`key-${n}`);
    }
    expect(server.seen).to.have.length(60);
  });

  it('sends bytes as they are, and the host and headers asked for', async () => {
    const bytes = Buffer.from([0, 255, 128, 123, 110, 125]);
    const headers = { 'content-type': 'application/octet-stream' };
    const step = createStep({ method: 'PUT', path: '/blob?a=b', headers, body: { base64: bytes.toString('base64') } });
    await createAutocannonLoad(server.baseUrl).run(createBlock([step], { requests: 2 }), noAbort);
    for (const { body, url, headers: seen } of server.seen) {
      expect(body.equals(bytes)).to.equal(true);
      expect(url).to.equal('/blob?a=b');
      expect(seen).to.include({ 'content-type': 'application/octet-stream', 'content-length': '6' });
      expect(seen.host).to.equal(new URL(server.baseUrl).host);
    }
  });

  it('counts an expected 503 as ok and outside 2xx', async () => {
    answer = (_request, response) => response.writeHead(503).end('down');
    const block = createBlock([createStep({ expectStatus: [503, 503] })]);
    const result = await createAutocannonLoad(server.baseUrl).run(block, noAbort);
    expect(result).to.include({ sent: 10, ok: 10, non2xx: 10, unexpected: 0, firstFailure: null });
    expect(result.statuses).to.deep.equal({ 503: 10 });
  });

  it('counts an unexpected 503 as unexpected and quotes the whole words at the beginning of its body', async () => {
    answer = (_request, response) => response.writeHead(503).end(`pool exhausted ${'.'.repeat(500)}`);
    const result = await createAutocannonLoad(server.baseUrl).run(createBlock([createStep()]), noAbort);
    expect(result).to.include({ sent: 10, ok: 0, non2xx: 10, unexpected: 10, errors: 0 });
    expect(result.firstFailure).to.equal('GET / answered 503: pool exhausted…');
  });

  it('takes a unit with one failing step as one failure and still sends its other steps', async () => {
    answer = ({ url }, response) => response.writeHead(url === '/bad' ? 500 : 200).end();
    const steps = [createStep({ path: '/good' }), createStep({ path: '/bad' }), createStep({ path: '/last' })];
    const result = await createAutocannonLoad(server.baseUrl).run(createBlock(steps), noAbort);
    expect(result).to.include({ sent: 10, ok: 0, unexpected: 10, non2xx: 10 });
    expect(result.statuses).to.deep.equal({ 200: 20, 500: 10 });
    expect(result.firstFailure).to.equal('GET /bad answered 500');
  });

  it('measures latency per request', async () => {
    answer = (_request, response) => void setTimeout(() => response.end(), 30);
    const result = await createAutocannonLoad(server.baseUrl).run(createBlock([createStep()]), noAbort);
    expect(result.latencyMs.p50).to.be.within(25, 200);
    expect(result.latencyMs.max).to.be.at.least(result.latencyMs.p99);
    expect(result.durationMs).to.be.within(145, 1500);
    expect(result.requestsPerSecond).to.be.closeTo(10 / (result.durationMs / 1000), 0.01);
  });

  it('follows a server that closes each connection, without a single lost request', async () => {
    answer = (_request, response) => response.setHeader('connection', 'close').end('bye');
    const block = createBlock([createStep()], { requests: 40, connections: 4 });
    const result = await createAutocannonLoad(server.baseUrl).run(block, noAbort);
    expect(result).to.include({ sent: 40, ok: 40, errors: 0, firstFailure: null });
    expect(server.seen).to.have.length(40);
    expect(server.connections()).to.equal(40);
  });

  it('ends at an abort, with what was sent so far', async () => {
    answer = (_request, response) => void setTimeout(() => response.end(), 5);
    const abort = new AbortController();
    const running = createAutocannonLoad(server.baseUrl).run(
      createBlock([createStep()], { requests: 100_000, timeoutMs: 60_000 }),
      abort.signal,
    );
    expect(await eventually(async () => server.seen.length >= 10)).to.equal(true);
    const seenAtAbort = server.seen.length;
    abort.abort();
    const result = await running;
    // On each of the two connections one more may be on its way.
    expect(result.sent).to.be.within(seenAtAbort, seenAtAbort + 2);
    expect(result).to.include({ errors: 0, timeouts: 0, firstFailure: null });
    expect(result.sent - result.ok).to.be.within(0, 2);
    await delay(50);
    expect(server.seen.length).to.be.at.most(result.sent);
  });

  it('sends nothing when the signal was aborted before', async () => {
    const result = await createAutocannonLoad(server.baseUrl).run(createBlock([createStep()]), AbortSignal.abort());
    expect(result).to.include({ sent: 0, ok: 0, durationMs: 0, requestsPerSecond: 0 });
    expect(server.connections()).to.equal(0);
  });

  it('ends with its last answer, not with the next second as autocannon does by itself', async () => {
    const load = createAutocannonLoad(server.baseUrl);
    const block = createBlock([createStep()], { requests: 1 });
    const tookMs: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const startMs = performance.now();
      await load.run(block, noAbort);
      tookMs.push(performance.now() - startMs);
    }
    // The quickest of six, because neighbours on the machine may stop any single one.
    expect(Math.min(...tookMs)).to.be.below(500);
  });
});
