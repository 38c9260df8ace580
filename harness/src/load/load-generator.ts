import type { LoadGenerator } from '../model/load.js';
import { canAutocannonDrive, createAutocannonLoad } from './autocannon-load.js';
import { createHttpLoad } from './http-load.js';
import { type ClientSessions, plainSessions } from './session/client-sessions.js';

/** Drives any endpoint of the target at `baseUrl`, each with the tool that can, as the clients of these sessions. */
export function createLoadGenerator(baseUrl: string, sessions: ClientSessions = plainSessions()): LoadGenerator {
  const autocannonLoad = createAutocannonLoad(baseUrl, sessions);
  const httpLoad = createHttpLoad(baseUrl, sessions);
  return {
    run: (block, signal) => (canAutocannonDrive(block.endpoint) ? autocannonLoad : httpLoad).run(block, signal),
  };
}
