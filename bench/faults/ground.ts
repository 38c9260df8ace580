import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What one case has to itself. */
export interface Ground {
  /** Its folder; the command runs here, and its path is in the command lines of whatever the case starts. */
  readonly folder: string;
  /** TMPDIR of the command. */
  readonly temporary: string;
  /** In the environment of every case; may be nowhere afterwards. */
  readonly secret: string;
  /** For cases to plant elsewhere; may be nowhere afterwards either. */
  readonly planted: string;
  write(name: string, text: string | Buffer): string;
  read(name: string): string;
  has(name: string): boolean;
  /** Whatever came to lie here and was not written by the case itself. */
  foundFiles(): readonly string[];
  /** Folders of runs, oldest first. */
  runFolders(): readonly string[];
  /** Resolves when the file is there, with at least so many lines. */
  untilWritten(name: string, lines?: number): Promise<void>;
  /** Undone when the case is over, last first. */
  defer(undo: () => unknown): void;
  clear(): Promise<void>;
}

const pollMs = 20;
/** Longer than any phase of any case here takes to come. */
const longestWaitMs = 60_000;

const lineCount = (file: string): number => readFileSync(file, 'utf8').split('\n').length - 1;

const createSecret = (): string => `canary${randomBytes(8).toString('hex')}`;

export function createGround(prefix = 'fault'): Ground {
  const folder = mkdtempSync(path.join(tmpdir(), `${prefix}-`));
  const temporary = path.join(folder, 'tmp');
  mkdirSync(temporary);
  // Cases that run as another user work here, too.
  chmodSync(folder, 0o777);
  chmodSync(temporary, 0o777);
  const undos: (() => unknown)[] = [];
  const own = new Set<string>();
  const place = (name: string): string => path.join(folder, name);
  const has = (name: string): boolean => existsSync(place(name));
  return {
    folder,
    temporary,
    secret: createSecret(),
    planted: createSecret(),
    write(name, text) {
      mkdirSync(path.dirname(place(name)), { recursive: true });
      writeFileSync(place(name), text);
      own.add(place(name));
      return place(name);
    },
    read: (name) => readFileSync(place(name), 'utf8'),
    has,
    foundFiles: () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
        .filter((file) => !own.has(file)),
    runFolders: () =>
      statSync(place('reports'), { throwIfNoEntry: false })?.isDirectory()
        ? readdirSync(place('reports'), { withFileTypes: true })
            .filter((entry) => entry.isDirectory())
            .map(({ name }) => path.join(place('reports'), name))
            .sort()
        : [],
    async untilWritten(name, lines = 0) {
      const untilMs = Date.now() + longestWaitMs;
      while (!has(name) || lineCount(place(name)) < lines) {
        if (Date.now() > untilMs) throw new Error(`${name} did not come within ${longestWaitMs} ms.`);
        await sleep(pollMs);
      }
    },
    defer: (undo) => undos.unshift(undo),
    async clear() {
      for (const undo of undos) await undo();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
