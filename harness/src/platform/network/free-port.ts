import { once } from 'node:events';
import { createServer, type ListenOptions, type Server } from 'node:net';
import { readEphemeralPorts } from '../processes/procfs.js';

const host = '127.0.0.1';

/** Most servers of fixed ports listen below, and fetch refuses some of those below. */
const lowestPort = 20_000;
/** A narrower range is soon used up. */
const leastPorts = 1_000;
const mostTries = 50;

async function listen(where: ListenOptions): Promise<Server> {
  const server = createServer().unref().listen(where);
  await once(server, 'listening');
  return server;
}

/** Binds a port of 127.0.0.1 and lets go of it again; 0 means any. Rejects as the system does. */
export async function tryPort(wanted: number): Promise<number> {
  const server = await listen({ port: wanted, host });
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no TCP port');
  return address.port;
}

/** Takes a name that only one process of this machine (of its network namespace) has at a time, for as long as we live. */
const claim = (port: number): Promise<Server> => listen({ path: `\0leakline-port-${port}` });

const succeeds = async (attempt: Promise<unknown>): Promise<boolean> =>
  attempt.then(
    () => true,
    () => false,
  );

/**
 * A free TCP port of 127.0.0.1 for somebody who listens on it a moment later. On Linux the system does not give it to others
 * who ask for any port meanwhile, and no other Leakline gets it while this process lives. Elsewhere, and where the system gives
 * out nearly all ports, it was free a moment ago: be ready to retry.
 */
export async function findFreePort(): Promise<number> {
  const end = readEphemeralPorts()?.first ?? 0;
  const count = end - lowestPort;
  for (let tries = 0; count >= leastPorts && tries < mostTries; tries += 1) {
    const port = lowestPort + Math.floor(Math.random() * count);
    if ((await succeeds(tryPort(port))) && (await succeeds(claim(port)))) return port;
  }
  return tryPort(0);
}
