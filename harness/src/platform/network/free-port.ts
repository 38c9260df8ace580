import { once } from 'node:events';
import { createServer, type ListenOptions, type Server } from 'node:net';
import { readEphemeralPorts } from '../processes/procfs.js';

const host = '127.0.0.1';

/** Most servers with fixed ports listen below this, and fetch refuses some of the ports below it. */
const lowestPort = 20_000;
/** The fewest ports to choose from. A narrower range is soon used up. */
const leastPorts = 1_000;
const mostTries = 50;

async function listen(where: ListenOptions): Promise<Server> {
  const server = createServer().unref().listen(where);
  await once(server, 'listening');
  return server;
}

/** Binds a port of 127.0.0.1 and releases it again. 0 means any port. Rejects with the system's error. */
export async function tryPort(wanted: number): Promise<number> {
  const server = await listen({ port: wanted, host });
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no TCP port');
  return address.port;
}

/**
 * Takes a name that only one process of this machine (or of its network namespace) can have at a time. We keep it for
 * as long as we live.
 */
const claim = (port: number): Promise<Server> => listen({ path: `\0leakline-port-${port}` });

const succeeds = async (attempt: Promise<unknown>): Promise<boolean> =>
  attempt.then(
    () => true,
    () => false,
  );

/**
 * A free TCP port of 127.0.0.1 for a program that listens on it a moment later. On Linux, the system does not give this
 * port meanwhile to programs that ask for any port, and no other Leakline gets it while this process lives. Elsewhere,
 * and where the system gives out nearly all ports to such programs, the port was free a moment ago, and the caller must
 * be ready to retry.
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
