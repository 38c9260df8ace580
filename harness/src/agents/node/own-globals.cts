import timers = require('node:timers');
import v8 = require('node:v8');

/**
 * The globals that the agent uses, as Node.js has them. They are taken when the agent is loaded, because the
 * application may replace them later (fake timers, another `Promise`, a logger around `JSON`).
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
