import childProcess = require('node:child_process');
import path = require('node:path');
import patch = require('./patch.cjs');

import type { Probe, Registry } from './tracking.cjs';

type Child = childProcess.ChildProcess;

const childProbe: Probe<Child> = {
  isAlive: ({ pid, exitCode, signalCode }) => pid !== undefined && exitCode === null && signalCode === null,
  // Arguments may hold secrets.
  describe: ({ spawnfile, pid }) => `${path.basename(spawnfile)}, pid ${pid}`,
};

/** Child processes. `spawn`, `fork` and `exec` all end in this method. */
function watchChildren(registry: Registry): void {
  patch.patchMethods(childProcess.ChildProcess.prototype, ['spawn'], (original, self, args) => {
    const origin = registry.locate('child');
    const result = Reflect.apply(original, self, args);
    if (origin !== null) registry.add(origin, self as Child, childProbe);
    return result;
  });
}

export = watchChildren;
