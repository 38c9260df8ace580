import { once } from 'node:events';
import { createServer } from 'node:net';

/** Binds a port of 127.0.0.1 and lets go of it again; 0 means any. Rejects as the system does. */
export async function tryPort(wanted: number): Promise<number> {
  const server = createServer().listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no TCP port');
  return address.port;
}

/** A TCP port of 127.0.0.1 that was free a moment ago. Somebody may take it before its user does: be ready to retry. */
export const findFreePort = (): Promise<number> => tryPort(0);
