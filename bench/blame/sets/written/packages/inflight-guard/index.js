'use strict';

class StoppedError extends Error {
  constructor(label) {
    super(`stopped while running ${label}`);
    this.name = 'StoppedError';
    this.code = 'ERR_STOPPED';
  }
}

/**
 * createGuard({ onStop }) returns { run, stop, size }.
 * run(label, fn) settles as fn() does, or rejects with StoppedError once stop() was called.
 */
function createGuard(options = {}) {
  const onStop = options.onStop || (() => {});
  let stopped = false;
  let size = 0;
  let announce;
  const stopping = new Promise((resolve) => {
    announce = resolve;
  });

  async function run(label, fn) {
    if (typeof label === 'function') {
      fn = label;
      label = fn.name || 'anonymous';
    }
    if (stopped) throw new StoppedError(label);
    size += 1;
    try {
      const work = Promise.resolve().then(fn);
      return await Promise.race([
        work,
        stopping.then(() => {
          throw new StoppedError(label);
        }),
      ]);
    } finally {
      size -= 1;
    }
  }

  function stop() {
    if (stopped) return;
    stopped = true;
    announce();
    onStop();
  }

  return {
    run,
    stop,
    get size() {
      return size;
    },
  };
}

module.exports = { createGuard, StoppedError };
