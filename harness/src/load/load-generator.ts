import { setMaxListeners } from 'node:events';
import type { LoadGenerator } from '../model/load.js';
import { type TlsTrust, trustAnyone } from '../model/tls.js';
import { canAutocannonDrive, createAutocannonLoad } from './autocannon-load.js';
import { createHttpLoad } from './http-load.js';
import { type ClientSessions, plainSessions } from './session/client-sessions.js';

/** Drives any endpoint of the target at `baseUrl`, each with the tool that can, as the clients of these sessions. */
export function createLoadGenerator(
  baseUrl: string,
  sessions: ClientSessions = plainSessions(),
  trust: TlsTrust = trustAnyone,
): LoadGenerator {
  const autocannonLoad = createAutocannonLoad(baseUrl, sessions, trust);
  const httpLoad = createHttpLoad(baseUrl, sessions, trust);
  return {
    run: (block, signal) => {
      // A listener for each request under way: as many as there are connections, and Node.js warns of more than ten.
      setMaxListeners(0, signal);
      return (canAutocannonDrive(block.endpoint) ? autocannonLoad : httpLoad).run(block, signal);
    },
  };
}
