import timers = require('node:timers');
import v8 = require('node:v8');

/**
 * What the agent uses of the globals, as Node.js has them: taken when the agent is loaded, before the application may put
 * others in their place (fake timers, another `Promise`, a logger around `JSON`).
 */
const ownGlobals = {
  ...timers,
  Buffer,
  Promise,
  SharedArrayBuffer,
  parseJson: JSON.parse,
  formatJson: JSON.stringify,
  nowMs: performance.now.bind(performance),
  heapStatistics: v8.getHeapStatistics,
};

export = ownGlobals;
