import type { LoadGenerator } from '../model/load.js';
import { createHttpLoad } from './http-load.js';

/** autocannon is a quarter of what Leakline would load, and many commands send nothing. */
const loadAutocannon = () => import('./autocannon-load.js');

/** Drives any endpoint of the target at `baseUrl`, each with the tool that can. */
export async function createLoadGenerator(baseUrl: string): Promise<LoadGenerator> {
  const { canAutocannonDrive, createAutocannonLoad } = await loadAutocannon();
  const autocannonLoad = createAutocannonLoad(baseUrl);
  const httpLoad = createHttpLoad(baseUrl);
  return {
    run: (block, signal) => (canAutocannonDrive(block.endpoint) ? autocannonLoad : httpLoad).run(block, signal),
  };
}
