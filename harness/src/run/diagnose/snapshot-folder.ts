import { chown, rm } from 'node:fs/promises';
import path from 'node:path';
import type { SnapshotHome } from '../../model/target.js';
import { makeTemporaryFolder, temporaryPath } from '../../platform/files/temporary-folder.js';
import { watchFolder } from '../../platform/processes/watchdog.js';

/** A temporary folder for heap snapshots. It does not outlive Leakline. */
export interface SnapshotFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Creates the folder with mode 0700 and a watchdog that removes it, because a heap holds every secret of the service.
 *
 * @param home where the service can write, if it cannot write to a folder of ours.
 */
export async function createSnapshotFolder(home: SnapshotHome | null = null): Promise<SnapshotFolder> {
  const folder = temporaryPath('leakline-heap-', home === null ? undefined : path.join(home.root, '/tmp'));
  const watchdog = watchFolder(folder);
  await makeTemporaryFolder(folder, 'heap snapshots', watchdog);
  if (home !== null) await chown(folder, home.ownerId, -1);
  return {
    path: folder,
    remove: async () => {
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
      await watchdog.release();
    },
  };
}
