import { setMaxListeners } from 'node:events';
import type { LoadGenerator } from '../model/load.js';
import { type TlsTrust, trustAnyone } from '../model/tls.js';
import { canAutocannonDrive, createAutocannonLoad } from './autocannon-load.js';
import { createHttpLoad } from './http-load.js';
import { type ClientSessions, plainSessions } from './session/client-sessions.js';

/**
 * Creates a generator that drives any endpoint of the target, each with the tool that can.
 *
 * @param baseUrl origin of the target, without a path.
 * @param sessions the clients that send the requests.
 */
export function createLoadGenerator(
  baseUrl: string,
  sessions: ClientSessions = plainSessions(),
  trust: TlsTrust = trustAnyone,
): LoadGenerator {
  const autocannonLoad = createAutocannonLoad(baseUrl, sessions, trust);
  const httpLoad = createHttpLoad(baseUrl, sessions, trust);
  return {
    run: (block, signal) => {
      // Each request under way has a listener, so there are as many as connections. Node.js warns of more than ten.
      setMaxListeners(0, signal);
      return (canAutocannonDrive(block.endpoint) ? autocannonLoad : httpLoad).run(block, signal);
    },
  };
}
