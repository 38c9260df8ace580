import { stat } from 'node:fs/promises';
import path from 'node:path';

/** The OS user that a child process runs as. */
export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

/** Whether that user may enter every folder above `file`, and enter or run `file` itself. ACLs are not considered. */
export async function isReachableBy(user: OsUser | null, file: string): Promise<boolean> {
  if (user === null) return true;
  for (let folder = file; ; folder = path.dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
    if (((mode >> shift) & 0o1) === 0) return false;
    if (folder === path.dirname(folder)) return true;
  }
}
