import { chown, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ServiceKind } from '../model/service.js';
import { isReachableBy, type OsUser } from './os-user.js';
import { startServerWatchdog } from './watchdog.js';

/** A temporary folder that lives no longer than we do. */
export interface ServerFolder {
  readonly path: string;
  remove(): Promise<void>;
}

export interface ServerFolderOptions {
  readonly kind: ServiceKind;
  /** Relative to the folder. */
  readonly pidFile: string;
  readonly stopSignal: NodeJS.Signals;
  readonly owner: OsUser | null;
  readonly orphanCommand?: readonly string[];
}

/** Creates the folder of one server, readable by its owner alone, with a watchdog over it. */
export async function createServerFolder(options: ServerFolderOptions): Promise<ServerFolder> {
  const folder = await mkdtemp(path.join(await temporaryRoot(options.owner), `leakline-${options.kind}-`));
  const pidFile = path.join(folder, options.pidFile);
  const watchdog = startServerWatchdog({
    folder,
    pidFile,
    stopSignal: options.stopSignal,
    orphanCommand: options.orphanCommand ?? ['true'],
  });
  if (options.owner !== null) await chown(folder, options.owner.uid, options.owner.gid);
  return {
    path: folder,
    remove: async () => {
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
      await watchdog.release();
    },
  };
}

/** A TMPDIR below a private home cannot be entered by another user. */
async function temporaryRoot(owner: OsUser | null): Promise<string> {
  return (await isReachableBy(owner, os.tmpdir())) ? os.tmpdir() : '/tmp';
}
