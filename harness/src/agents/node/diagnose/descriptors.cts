import fs = require('node:fs');
import openedPath = require('./opened-path.cjs');
import patch = require('./patch.cjs');

import type { Origin, Probe, Registry } from './tracking.cjs';

interface Descriptor {
  readonly fd: number;
  readonly path: string;
  isOpen: boolean;
}

/**
 * Whether a descriptor is open. This finds what was closed in a way that we do not see, such as by a socket made from
 * it.
 */
function isValid(fd: number): boolean {
  try {
    fs.fstatSync(fd);
    return true;
  } catch {
    return false;
  }
}

const descriptorProbe: Probe<Descriptor> = {
  isAlive: ({ isOpen, fd }) => isOpen && isValid(fd),
  describe: ({ path }) => path,
};

/**
 * File descriptors opened by callback and sync calls, also those of streams. They stay open when everything else is
 * garbage.
 */
function watchDescriptors(registry: Registry): void {
  const open = new Map<number, Descriptor>();

  function forget(fd: unknown): void {
    const descriptor = open.get(fd as number);
    if (descriptor === undefined) return;
    descriptor.isOpen = false;
    open.delete(descriptor.fd);
  }

  function remember(origin: Origin, fd: number, path: string): void {
    forget(fd);
    const descriptor = { fd, path, isOpen: true };
    open.set(fd, descriptor);
    registry.add(origin, descriptor, descriptorProbe);
  }

  patch.patchMethods(fs, ['openSync'], (original, self, args) => {
    const origin = registry.locate('file');
    const fd = Reflect.apply(original, self, args);
    if (origin !== null) remember(origin, fd as number, openedPath(args[0]));
    return fd;
  });

  patch.patchMethods(fs, ['open'], (original, self, args) => {
    const origin = registry.locate('file');
    const callback: unknown = args.at(-1);
    if (origin === null || typeof callback !== 'function') return Reflect.apply(original, self, args);
    function onOpen(this: unknown, ...results: unknown[]): unknown {
      const [error, fd] = results;
      if (origin !== null && !error) remember(origin, fd as number, openedPath(args[0]));
      return Reflect.apply(callback as () => unknown, this, results);
    }
    return Reflect.apply(original, self, args.with(-1, onOpen));
  });

  patch.patchMethods(fs, ['close', 'closeSync'], (original, self, args) => {
    forget(args[0]);
    return Reflect.apply(original, self, args);
  });
}

export = watchDescriptors;
