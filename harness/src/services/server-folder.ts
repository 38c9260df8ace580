import { chown, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ServiceKind } from '../model/services/service-kind.js';
import {
  makeTemporaryFolder,
  temporaryPath,
  temporaryRoot,
  temporaryUnwritable,
} from '../platform/files/temporary-folder.js';
import { isReachableBy, type OsUser } from '../platform/processes/os-user.js';
import { createProcessMark, type ProcessMark } from '../platform/processes/process-mark.js';
import { startServerWatchdog } from './watchdog.js';

/** A temporary folder that does not outlive us. */
export interface ServerFolder {
  readonly path: string;
  /** The mark of the processes that work in it. Processes that carry it do not outlive us, either. */
  readonly mark: ProcessMark;
  remove(): Promise<void>;
}

export interface ServerFolderOptions {
  readonly kind: ServiceKind;
  /** Relative to the folder. */
  readonly pidFile: string;
  readonly stopSignal: NodeJS.Signals;
  readonly owner: OsUser | null;
  /**
   * For a server that runs as a process of an engine. Our own process is then only a client, which may start helpers
   * that others use.
   */
  readonly orphanCommand?: readonly string[];
}

/** Creates the folder of one server, which only its owner can read, with a watchdog over it. */
export async function createServerFolder(options: ServerFolderOptions): Promise<ServerFolder> {
  const purpose = `the data of ${options.kind}`;
  const folder = temporaryPath(`leakline-${options.kind}-`, await rootFor(options.owner, purpose));
  const pidFile = path.join(folder, options.pidFile);
  const mark = createProcessMark();
  const watchdog = startServerWatchdog({
    mark,
    isMarked: options.orphanCommand === undefined,
    folder,
    pidFile,
    stopSignal: options.stopSignal,
    orphanCommand: options.orphanCommand ?? ['true'],
  });
  await makeTemporaryFolder(folder, purpose, watchdog);
  if (options.owner !== null) await chown(folder, options.owner.uid, options.owner.gid);
  return {
    path: folder,
    mark,
    remove: async () => {
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
      await watchdog.release();
    },
  };
}

/**
 * The folder to create it in. A TMPDIR below a private home cannot be entered by another user, so `/tmp` takes its
 * place.
 */
async function rootFor(owner: OsUser | null, purpose: string): Promise<string> {
  const root = temporaryRoot();
  try {
    return (await isReachableBy(owner, root)) ? root : '/tmp';
  } catch (cause) {
    throw temporaryUnwritable(root, purpose, cause);
  }
}
