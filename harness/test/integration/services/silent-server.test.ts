import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { startMysql } from '../../../src/services/mysql/service.js';
import { startPostgres } from '../../../src/services/postgres/service.js';
import { startRedis } from '../../../src/services/redis/service.js';
import { failureOf } from '../../fixtures/services/failure-of.js';
import { quietHooks } from '../../fixtures/services/quiet-hooks.js';
import { eventually } from '../../support/eventually.js';

/** What a server says to a piece of what it hears; nothing where it is silent. */
type Answer = (heard: Buffer, isFirst: boolean) => Buffer | string | null;

const nothing: Answer = () => null;

/** Takes the connection and its name, and then says no more. */
const redisGreeting: Answer = (heard) =>
  heard.includes('INFO') ? null : '+OK\r\n'.repeat(heard.toString().split('*').length - 1);

/** AuthenticationOk and ReadyForQuery, and then no more. */
const postgresGreeting: Answer = (_heard, isFirst) =>
  isFirst ? Buffer.from('5200000008000000005a0000000549', 'hex') : null;

/** Drips one byte of a message that never ends. */
const drip: Answer = () => 'R';

const postgresAt = (port: number) =>
  startPostgres(
    { url: `postgres://u:p@127.0.0.1:${port}/d`, maxConnections: 10, provider: 'url', image: '' },
    quietHooks(),
  );

const redisAt = (port: number) =>
  startRedis({ url: `redis://127.0.0.1:${port}`, maxConnections: null, provider: 'url', image: '' }, quietHooks());

const mysqlAt = (port: number) =>
  startMysql({ url: `mysql://u:p@127.0.0.1:${port}/d`, maxConnections: 10, provider: 'url', image: '' }, quietHooks());

describe('a server that accepts and does not answer', () => {
  const servers: Server[] = [];
  const sockets: Socket[] = [];

  async function listen(answer: Answer): Promise<number> {
    const server = createServer((socket) => {
      sockets.push(socket);
      let isFirst = true;
      socket.on('error', () => undefined);
      socket.on('data', (heard) => {
        const said = answer(heard, isFirst);
        isFirst = false;
        if (said !== null) socket.write(said);
      });
    });
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  after(() => {
    for (const socket of sockets) socket.destroy();
    for (const server of servers) server.close();
  });

  // Side by side: each of them waits as long as a server may take.
  it('is given up in time, whenever it falls silent, with a message and nothing left open', async () => {
    const startedMs = performance.now();
    const failures = await Promise.all([
      failureOf(mysqlAt(await listen(nothing))),
      failureOf(redisAt(await listen(nothing))),
      failureOf(redisAt(await listen(redisGreeting))),
      failureOf(postgresAt(await listen(nothing))),
      failureOf(postgresAt(await listen(postgresGreeting))),
      failureOf(postgresAt(await listen(drip))),
    ]);
    for (const failure of failures) {
      expect(failure).to.have.property('code', 'SERVICE_UNAVAILABLE');
      expect(failure.message).to.include('did not answer in time');
    }
    expect(performance.now() - startedMs).to.be.below(14_000);
    expect(sockets).to.have.length(6);
    const areClosed = async () => sockets.every(({ destroyed }) => destroyed);
    expect(await eventually(areClosed)).to.equal(true);
  });
});
