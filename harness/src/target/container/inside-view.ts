import { createProcRoot } from '../../platform/files/proc-root.js';
import { hostPidOf } from '../../platform/processes/procfs.js';

/** Translates between what processes of a container say, and what is seen from here. */
export interface InsideView {
  /** The pid that is used here, for the pid that a process of the container has in its own namespace. */
  hostPid(ownPid: number): number;
  /** A copy of an answer in which each `file` and `script` is a path that can be read here. */
  toHere<T>(answer: T): T;
  /** The reverse, for questions. */
  toInside<T>(question: T): T;
}

/** Copies a value and replaces the texts under these keys, however deep they are. */
function mapTexts<T>(value: T, keys: ReadonlySet<string>, change: (text: string) => string): T {
  const walk = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(
      Object.entries(each).map(([key, item]) => [
        key,
        typeof item === 'string' && keys.has(key) ? change(item) : walk(item),
      ]),
    );
  };
  return walk(value) as T;
}

const pathKeys: ReadonlySet<string> = new Set(['file', 'script']);
const fileUrl = 'file://';

/** Makes each path inside a container, under the keys `file` and `script`, one that can be read here. */
export function toHere<T>(value: T, root: string): T {
  const change = (text: string): string => {
    if (text.startsWith(`${fileUrl}/`)) return fileUrl + change(text.slice(fileUrl.length));
    return text.startsWith('/') && !text.startsWith(`${root}/`) ? root + text : text;
  };
  return mapTexts(value, pathKeys, change);
}

const toInside = <T>(value: T, root: string): T => mapTexts(value, pathKeys, (text) => text.replace(`${root}/`, '/'));

/**
 * @param rootPid a process of the container. Its files are read below `/proc/<pid>/root`.
 * @param readPids lists the processes of the container.
 */
export function createInsideView(rootPid: number, readPids: () => readonly number[]): InsideView {
  const root = createProcRoot(rootPid);
  const known = new Map<number, number>();
  return {
    hostPid(ownPid) {
      const pid = known.get(ownPid) ?? hostPidOf(readPids(), ownPid) ?? ownPid;
      known.set(ownPid, pid);
      return pid;
    },
    toHere: (answer) => toHere(answer, root),
    toInside: (question) => toInside(question, root),
  };
}
