import net, { type Socket } from 'node:net';
import { expect } from 'chai';
import { createAutocannonLoad } from '../../../src/load/autocannon-load.js';
import { createBlock, createStep, noAbort } from './blocks.js';
import { type RawServer, startRawServer } from './counting-server.js';

const okAnswer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

describe('load/autocannon-load against a misbehaving server', () => {
  let server: RawServer;
  let requests: number;
  afterEach(() => server.close());

  /** `onRequest` is told the how manieth request it is, from 1. */
  async function start(onRequest: (socket: Socket, index: number) => void): Promise<void> {
    requests = 0;
    server = await startRawServer((socket) => {
      requests += 1;
      onRequest(socket, requests);
    });
  }

  it('counts a connection closed before the answer as an error and sends no request twice', async () => {
    await start((socket) => socket.end());
    const result = await createAutocannonLoad(server.baseUrl).run(createBlock([createStep()]), noAbort);
    expect(requests).to.equal(10);
    expect(result).to.include({ sent: 10, ok: 0, errors: 10, timeouts: 0 });
    expect(result.firstFailure).to.equal('GET /: the connection was closed before the answer');
  });

  it('counts a reset as an error and sends no request twice', async () => {
    await start((socket) => socket.resetAndDestroy());
    const result = await createAutocannonLoad(server.baseUrl).run(createBlock([createStep()]), noAbort);
    expect(requests).to.equal(10);
    expect(result).to.include({ sent: 10, ok: 0, errors: 10, timeouts: 0 });
    expect(result.firstFailure).to.equal('GET /: ECONNRESET (read ECONNRESET)');
  });

  it('goes on after a connection was lost in between', async () => {
    await start((socket, index) => (index % 3 === 0 ? socket.end() : socket.write(okAnswer)));
    const block = createBlock([createStep()], { requests: 30, connections: 3 });
    const result = await createAutocannonLoad(server.baseUrl).run(block, noAbort);
    expect(requests).to.equal(30);
    expect(result).to.include({ sent: 30, ok: 20, errors: 10 });
  });

  it('lets a lost request leave no trace in the latency of the next', async () => {
    await start((socket, index) => (index === 1 ? setTimeout(() => socket.end(), 2_000) : socket.write(okAnswer)));
    const block = createBlock([createStep()], { connections: 1, timeoutMs: 10_000 });
    const result = await createAutocannonLoad(server.baseUrl).run(block, noAbort);
    expect(result).to.include({ sent: 10, ok: 9, errors: 1 });
    expect(result.latencyMs.max).to.be.below(1_500);
  });

  it('counts an answer that breaks off as an error, and reads the next one afresh', async () => {
    await start((socket, index) => {
      if (index === 1) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nbegin');
      else socket.write(okAnswer);
    });
    const block = createBlock([createStep()], { connections: 1 });
    const result = await createAutocannonLoad(server.baseUrl).run(block, noAbort);
    expect(result).to.include({ sent: 10, ok: 9, errors: 1 });
  });

  it('takes an answer that only the end of the connection ends', async () => {
    await start((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nno length'));
    const result = await createAutocannonLoad(server.baseUrl).run(createBlock([createStep()]), noAbort);
    expect(requests).to.equal(10);
    expect(result).to.include({ sent: 10, ok: 10, errors: 0 });
  });

  it('counts an answer that is no HTTP as an error at once', async () => {
    await start((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
    const result = await createAutocannonLoad(server.baseUrl).run(createBlock([createStep()]), noAbort);
    expect(result).to.include({ sent: 10, ok: 0, errors: 10, timeouts: 0 });
    expect(result.firstFailure).to.equal('GET /: HPE_INVALID_CONSTANT (Parse Error)');
  });

  it('times out each unanswered request after the time given, below a second too', async () => {
    await start(() => {});
    const block = createBlock([createStep()], { requests: 4, connections: 2, timeoutMs: 100 });
    const result = await createAutocannonLoad(server.baseUrl).run(block, noAbort);
    expect(requests).to.equal(4);
    expect(result).to.include({ sent: 4, ok: 0, errors: 0, timeouts: 4 });
    // Two after the other on each connection; in whole seconds they would take 2,000 ms.
    expect(result.durationMs).to.be.within(180, 1_900);
    expect(result.firstFailure).to.equal('GET / was not answered within 100 ms');
  });

  it('keeps no more of an answer than names a failure, and gives up one that has no end', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    await start((socket) => {
      const pour = (): void => {
        while (socket.write(piece));
      };
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.on('drain', pour);
      pour();
    });
    const block = createBlock([createStep()], { requests: 1, connections: 1, timeoutMs: 2_000 });
    const before = process.memoryUsage().heapUsed;
    let mostBytes = 0;
    const watch = setInterval(() => {
      mostBytes = Math.max(mostBytes, process.memoryUsage().heapUsed - before);
    }, 20);
    const result = await createAutocannonLoad(server.baseUrl).run(block, noAbort);
    clearInterval(watch);
    // All of it would be some hundred megabytes a second.
    expect(mostBytes).to.be.below(100e6);
    expect(result).to.include({ sent: 1, ok: 0, timeouts: 1 });
  });

  it('lets the other connections do the work of one that hangs', async () => {
    await start((socket, index) => index > 1 && socket.write(okAnswer));
    const block = createBlock([createStep()], { requests: 50, connections: 2, timeoutMs: 300 });
    const result = await createAutocannonLoad(server.baseUrl).run(block, noAbort);
    expect(requests).to.equal(50);
    expect(result).to.include({ sent: 50, ok: 49, timeouts: 1 });
  });

  it('opens no connection after the last request', async () => {
    await start((socket) => socket.end());
    await createAutocannonLoad(server.baseUrl).run(createBlock([createStep()], { requests: 3 }), noAbort);
    expect(server.connections()).to.equal(3);
  });

  it('names a refused connection', async () => {
    await start(() => {});
    const port = await freePort();
    const load = createAutocannonLoad(`http://127.0.0.1:${port}`);
    const result = await load.run(createBlock([createStep()]), noAbort);
    expect(result).to.include({ sent: 10, ok: 0, errors: 10 });
    expect(result.firstFailure).to.equal(`GET /: ECONNREFUSED (connect ECONNREFUSED 127.0.0.1:${port})`);
  });
});

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
