import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { HeldGrowth } from '../../attribution/held-growth.js';
import type { SnapshotFiles } from '../../attribution/node/heap/analyze-snapshots.js';
import { readGrowths } from '../../attribution/node/heap/read-growths.js';
import { packageRoot } from '../../platform/package-paths.js';
import { createSnapshotFolder } from '../diagnose/snapshot-folder.js';

/** Always the built file: the program is run by a Node.js without a loader for TypeScript. */
export const shelfAppPath = path.join(packageRoot, 'dist/run/doctor/snapshot-app.js');

/** What grew most in three heap snapshots of a program that runs in this Node.js and keeps things in `shelf`. */
export async function readShelf(
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<HeldGrowth | undefined> {
  const folder = await createSnapshotFolder();
  try {
    await promisify(execFile)(process.execPath, [shelfAppPath, folder.path], { env: environment, signal });
    const fileOf = (name: string): string => path.join(folder.path, `${name}.heapsnapshot`);
    const files: SnapshotFiles = [fileOf('1'), fileOf('2'), fileOf('3')];
    const [largest] = await readGrowths(files, signal);
    return largest;
  } finally {
    await folder.remove();
  }
}
