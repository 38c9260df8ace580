import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import type { Rig } from '../rig.js';
import { takePicture } from '../take-picture.js';
import type { ParameterStudy } from './parameter-study.js';

const timeoutMs = 250;
const watchedMs = 1_000;

/** Six requests at once on two open connections; then a server that takes connections and never speaks. */
export async function studyConnectionTimeout(rig: Rig): Promise<ParameterStudy> {
  const draw = (connectionTimeoutMillis: number) =>
    takePicture(
      rig,
      `connectionTimeoutMillis: ${connectionTimeoutMillis}`,
      { max: 2, connectionTimeoutMillis },
      async ({ openAll, burst, pause }) => {
        await openAll();
        await burst(6, 150);
        await pause(20);
      },
    );
  return {
    parameter: 'connectionTimeoutMillis',
    meaning: 'How long a request waits for a connection, free or new, before it gets an error. Default 0: for ever.',
    sqlalchemy: 'pool_timeout (30 s) for a free one, connect_args for a new one',
    asyncpg: 'the timeout of acquire() (none) for a free one, timeout (60 s) for a new one',
    pictures: [await draw(0), await draw(timeoutMs)],
    remarks: await tryMuteServer(),
  };
}

async function tryMuteServer(): Promise<readonly string[]> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    return [await connectTo(port, 0), await connectTo(port, timeoutMs)];
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

async function connectTo(port: number, connectionTimeoutMillis: number): Promise<string> {
  const pool = new Pool({ host: '127.0.0.1', port, user: 'lab', password: '', connectionTimeoutMillis });
  const startMs = performance.now();
  const outcome = pool.connect().then(
    () => 'connected',
    (error: Error) => `"${error.message}" after ${Math.round(performance.now() - startMs)} ms`,
  );
  // Only what has no limit is looked at for a limited time: on a busy machine the limited one is told late, and nothing else.
  const lookedAt =
    connectionTimeoutMillis === 0
      ? [outcome, delay(watchedMs, `no answer after ${watchedMs} ms, when we stopped looking`)]
      : [outcome];
  const text = await Promise.race(lookedAt);
  return `A server that takes connections and never speaks, connectionTimeoutMillis: ${connectionTimeoutMillis}: ${text}.`;
}
