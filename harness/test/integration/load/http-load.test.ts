import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import { createHttpLoad } from '../../../src/load/http-load.js';
import { createLoadGenerator } from '../../../src/load/load-generator.js';
import { eventually } from '../../support/eventually.js';
import { createBlock, createStep, integersFrom, noAbort } from './blocks.js';
import { type CountingServer, type SeenRequest, startCountingServer } from './counting-server.js';

describe('load/http-load', () => {
  let server: CountingServer;
  let answer: (request: SeenRequest, response: ServerResponse) => void;

  beforeEach(async () => {
    answer = (_request, response) => response.end('ok');
    server = await startCountingServer((request, response) => answer(request, response));
  });
  afterEach(() => server.close());

  for (const [requests, connections] of [
    [1, 1],
    [3, 8],
    [64, 8],
    [200, 1],
  ] as const) {
    it(`sends exactly ${requests} requests over at most ${connections} kept connections`, async () => {
      const block = createBlock([createStep()], { requests, connections });
      const result = await createHttpLoad(server.baseUrl).run(block, noAbort);
      expect(server.seen).to.have.length(requests);
      expect(server.connections()).to.equal(Math.min(requests, connections));
      expect(result).to.include({ sent: requests, ok: requests, errors: 0, timeouts: 0, firstFailure: null });
    });
  }

  it('hangs up after the request: each is seen, each answer cut off, each counts as ok', async () => {
    // None: a machine that stalls might send a late one before it notices that nobody is there.
    answer = () => undefined;
    const step = createStep({ method: 'POST', path: '/{n}', body: { text: '{"n":{n}}' }, abort: 'request' });
    const result = await createHttpLoad(server.baseUrl).run(createBlock([step], { requests: 20 }), noAbort);
    expect(result).to.include({ sent: 20, ok: 20, errors: 0, timeouts: 0, firstFailure: null });
    expect(result.statuses).to.deep.equal({});
    await waitUntil(() => server.cutOff() === 20);
    expect(server.seen.map(({ url }) => Number(url.slice(1))).sort((a, b) => a - b)).to.deep.equal(integersFrom(1, 20));
    expect(server.connections()).to.equal(20);
  });

  it('hangs up during the answer: status seen, rest cut off, counts as ok', async () => {
    answer = (_request, response) => void response.writeHead(200).write('first byte of a long download');
    const block = createBlock([createStep({ abort: 'response' })], { requests: 20 });
    const result = await createHttpLoad(server.baseUrl).run(block, noAbort);
    expect(result).to.include({ sent: 20, ok: 20, errors: 0, firstFailure: null });
    expect(result.statuses).to.deep.equal({ 200: 20 });
    await waitUntil(() => server.cutOff() === 20);
  });

  it('takes an unexpected status as a failure also when it then hangs up', async () => {
    answer = (_request, response) => response.writeHead(500).end('broken');
    const result = await createHttpLoad(server.baseUrl).run(createBlock([createStep({ abort: 'response' })]), noAbort);
    expect(result).to.include({ sent: 10, ok: 0, unexpected: 10, firstFailure: 'GET / answered 500' });
  });

  it('sends the steps of a unit in order on one connection up to the one that hangs up', async () => {
    answer = ({ url }, response) =>
      void (url.startsWith('/slow') ? setTimeout(() => response.end(), 20) : response.end());
    const steps = [createStep({ path: '/first/{n}' }), createStep({ path: '/slow/{n}', abort: 'request' })];
    const result = await createHttpLoad(server.baseUrl).run(createBlock(steps, { requests: 6 }), noAbort);
    expect(result).to.include({ sent: 6, ok: 6 });
    await waitUntil(() => server.seen.length === 12);
    for (const n of integersFrom(1, 6)) {
      const unit = server.seen.filter(({ url }) => url.endsWith(`/${n}`));
      expect(unit.map(({ url }) => url)).to.deep.equal([`/first/${n}`, `/slow/${n}`]);
      expect(new Set(unit.map(({ connection }) => connection)).size).to.equal(1);
    }
  });

  it('times out, and counts a connection closed before the answer', async () => {
    answer = ({ url }, response) => void (url === '/closes' && response.destroy());
    const load = createHttpLoad(server.baseUrl);
    const hanging = await load.run(createBlock([createStep()], { requests: 4, timeoutMs: 80 }), noAbort);
    expect(hanging).to.include({ sent: 4, ok: 0, timeouts: 4, firstFailure: 'GET / was not answered within 80 ms' });
    const closing = await load.run(createBlock([createStep({ path: '/closes' })], { requests: 4 }), noAbort);
    expect(closing).to.include({ sent: 4, ok: 0, errors: 4 });
    expect(closing.firstFailure).to.equal('GET /closes: ECONNRESET (socket hang up)');
  });

  it('ends at an abort, with what was sent so far', async () => {
    answer = () => {};
    const abort = new AbortController();
    const running = createHttpLoad(server.baseUrl).run(
      createBlock([createStep()], { timeoutMs: 60_000 }),
      abort.signal,
    );
    await waitUntil(() => server.seen.length === 2);
    abort.abort();
    const result = await running;
    expect(result).to.include({ sent: 2, ok: 0, errors: 0, timeouts: 0 });
  });

  it('is chosen for HEAD, which then ends at its headers', async () => {
    answer = (_request, response) => response.setHeader('content-length', '500').end();
    const block = createBlock([createStep({ method: 'HEAD' })]);
    const result = await createLoadGenerator(server.baseUrl).run(block, noAbort);
    expect(result).to.include({ sent: 10, ok: 10, timeouts: 0 });
    expect(server.seen.every(({ method }) => method === 'HEAD')).to.equal(true);
  });

  it('is chosen for an endpoint that hangs up in any step', async () => {
    const steps = [createStep(), createStep({ abort: 'request' })];
    const result = await createLoadGenerator(server.baseUrl).run(createBlock(steps, { requests: 2 }), noAbort);
    expect(result).to.include({ sent: 2, ok: 2 });
    expect(result.statuses).to.deep.equal({ 200: 2 });
  });
});

async function waitUntil(condition: () => boolean): Promise<void> {
  expect(await eventually(async () => condition())).to.equal(true);
}
