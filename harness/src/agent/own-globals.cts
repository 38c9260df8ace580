import timers = require('node:timers');
import v8 = require('node:v8');
import vm = require('node:vm');

/**
 * What the agent uses of the globals and of `process` and `v8`, as Node.js has them: taken when the agent is loaded, before
 * the application may put others in their place (fake timers, another `Promise`, a logger around `JSON`, a stub for
 * `memoryUsage`).
 */
const ownGlobals = {
  ...timers,
  Buffer,
  Promise,
  WeakRef,
  memoryUsage: process.memoryUsage,
  /** Missing where Node.js has taken its experiment back. */
  activeResources: process.getActiveResourcesInfo as typeof process.getActiveResourcesInfo | undefined,
  setV8Flags: v8.setFlagsFromString,
  runInNewContext: vm.runInNewContext,
  parseJson: JSON.parse,
  formatJson: JSON.stringify,
  nowMs: performance.now.bind(performance),
  heapStatistics: v8.getHeapStatistics,
};

export = ownGlobals;
