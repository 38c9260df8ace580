import { rm } from 'node:fs/promises';
import { makeTemporaryFolder, temporaryPath } from '../../platform/files/temporary-folder.js';
import { watchFolder } from '../../platform/processes/watchdog.js';

/** A temporary folder that lives no longer than the work with it, whatever we die of. */
export async function withRoutesFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = temporaryPath('leakline-routes-');
  const watchdog = watchFolder(folder);
  await makeTemporaryFolder(folder, 'what a service tells of its routes', watchdog);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await watchdog.release();
  }
}
