import { rm } from 'node:fs/promises';
import { makeTemporaryFolder, temporaryPath } from '../../platform/files/temporary-folder.js';
import { watchFolder } from '../../platform/processes/watchdog.js';

/** A temporary folder for heap snapshots. It does not outlive Leakline. */
export interface SnapshotFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Creates the folder with mode 0700 and a watchdog that removes it, because a heap holds every secret of the service.
 */
export async function createSnapshotFolder(): Promise<SnapshotFolder> {
  const folder = temporaryPath('leakline-heap-');
  const watchdog = watchFolder(folder);
  await makeTemporaryFolder(folder, 'heap snapshots', watchdog);
  return {
    path: folder,
    remove: async () => {
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
      await watchdog.release();
    },
  };
}
