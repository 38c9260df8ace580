import timers = require('node:timers');
import v8 = require('node:v8');
import vm = require('node:vm');

/**
 * What the agent uses of the globals, as Node.js has them: taken when the agent is loaded, before the application may put
 * others in their place (fake timers, another `Promise`, a logger around `JSON`).
 */
const ownGlobals = {
  ...timers,
  Buffer,
  Promise,
  parseJson: JSON.parse,
  formatJson: JSON.stringify,
  nowMs: performance.now.bind(performance),
  memoryUsage: process.memoryUsage,
  listActiveResources: process.getActiveResourcesInfo as typeof process.getActiveResourcesInfo | undefined,
  heapStatistics: v8.getHeapStatistics,
  setFlags: v8.setFlagsFromString,
  runInNewContext: vm.runInNewContext,
};

export = ownGlobals;
