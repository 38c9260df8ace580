import { lstatSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/** The folder below which the files of a process are seen that has a file system of its own, as in a container. */
export const createProcRoot = (pid: number): string => `/proc/${pid}/root`;

const below = /^(\/proc\/\d+\/root)(\/.*)$/;

const mostLinks = 40;

/** The names of a path, without `.` and empty ones. */
const namesOf = (file: string): readonly string[] => file.split('/').filter((name) => name !== '' && name !== '.');

function readLink(file: string): string | null {
  return lstatSync(file).isSymbolicLink() ? readlinkSync(file) : null;
}

/**
 * The real path of a file below `/proc/<pid>/root`, which stays below it. `realpath` would leave it, because
 * `/proc/<pid>/root` is a link to `/`, and because absolute links inside are meant from there. Null for any other path.
 *
 * @throws when there is no such file.
 */
export function realPathBelowProcRoot(file: string): string | null {
  const [, root, rest] = below.exec(file) ?? [];
  if (root === undefined || rest === undefined) return null;
  const todo = [...namesOf(rest)];
  let done: string[] = [];
  let links = 0;
  for (let name = todo.shift(); name !== undefined; name = todo.shift()) {
    if (name === '..') {
      done.pop();
      continue;
    }
    const target = readLink([root, ...done, name].join('/'));
    if (target === null) {
      done.push(name);
      continue;
    }
    links += 1;
    if (links > mostLinks) throw new Error(`too many links: ${file}`);
    if (path.isAbsolute(target)) done = [];
    todo.unshift(...namesOf(target));
  }
  return [root, ...done].join('/');
}

interface Mirror {
  readonly inside: string;
  readonly here: string;
}

const mirrors = new Map<string, Mirror>();

/**
 * Names a folder of this machine that a folder below `/proc/<pid>/root` was made from. Images often have what was built
 * and not its sources. Call the result to forget it.
 */
export function mirrorProcRoot(pid: number, mirror: Mirror): () => void {
  const root = createProcRoot(pid);
  mirrors.set(root, mirror);
  return () => void mirrors.delete(root);
}

/** Where the file lies that a file below `/proc/<pid>/root` may have been made from. Null where no folder is named. */
export function mirroredFile(file: string): string | null {
  const [, root = '', rest = ''] = below.exec(file) ?? [];
  const mirror = mirrors.get(root);
  if (mirror === undefined) return null;
  const relative = path.posix.relative(mirror.inside, rest);
  return relative.startsWith('..') ? null : path.join(mirror.here, relative);
}
