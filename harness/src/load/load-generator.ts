import type { LoadGenerator } from '../model/load.js';
import { canAutocannonDrive, createAutocannonLoad } from './autocannon-load.js';
import { createHttpLoad } from './http-load.js';

/** Drives any endpoint of the target at `baseUrl`, each with the tool that can. */
export function createLoadGenerator(baseUrl: string): LoadGenerator {
  const autocannonLoad = createAutocannonLoad(baseUrl);
  const httpLoad = createHttpLoad(baseUrl);
  return {
    run: (block, signal) => (canAutocannonDrive(block.endpoint) ? autocannonLoad : httpLoad).run(block, signal),
  };
}
