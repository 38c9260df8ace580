import fs = require('node:fs');
import openedPath = require('./opened-path.cjs');
import patch = require('./patch.cjs');

import type { Origin, Probe, Registry } from './tracking.cjs';

/** The fields of a `FileHandle` or a file watcher that we read. */
interface FileObject {
  readonly fd?: unknown;
  readonly _handle?: unknown;
}

const isHandleOpen = ({ fd }: FileObject): boolean => typeof fd === 'number' && fd >= 0;
const isWatching = ({ _handle }: FileObject): boolean => _handle !== null;

const probe = (isAlive: (file: FileObject) => boolean, path: string): Probe<FileObject> => ({
  isAlive,
  describe: () => path,
});

/** Files that are open as long as an object that stands for them: handles of `fs.promises`, and watchers. */
function watchFileHandles(registry: Registry): void {
  const add = (origin: Origin | null, file: unknown, isAlive: (file: FileObject) => boolean, path: unknown): void => {
    if (origin !== null) registry.add(origin, file as FileObject, probe(isAlive, openedPath(path)));
  };

  patch.patchMethods(fs.promises, ['open'], (original, self, args) => {
    const origin = registry.locate('file');
    const opening = Reflect.apply(original, self, args) as Promise<unknown>;
    if (origin === null) return opening;
    return opening.then((handle) => {
      add(origin, handle, isHandleOpen, args[0]);
      return handle;
    });
  });

  patch.patchMethods(fs, ['watch'], (original, self, args) => {
    const origin = registry.locate('file');
    const watcher = Reflect.apply(original, self, args);
    add(origin, watcher, isWatching, args[0]);
    return watcher;
  });
}

export = watchFileHandles;
