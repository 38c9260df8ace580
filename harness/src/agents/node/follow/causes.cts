import asyncHooks = require('node:async_hooks');
import attachment = require('../attachment.cjs');
import stacks = require('../diagnose/capture-stack.cjs');
import frames = require('../diagnose/frames.cjs');

import type { RawFrame } from '../../../model/evidence.js' with { 'resolution-mode': 'import' };

interface Causes {
  /**
   * The latest stack that led to the running code and has code of the application's author on it. Empty where none is
   * known.
   */
  current(): readonly RawFrame[];
  stop(): void;
}

/** Beyond this many, the oldest are forgotten. A window has some hundred requests. */
const mostKnown = 100_000;

const isAuthored = (callSite: NodeJS.CallSite): boolean => frames.isAuthored({ file: callSite.getFileName() ?? '' });

/**
 * Finds the code that asked for what runs later, by `async_hooks`. These make awaiting several times slower, so they
 * run for a short window only. Packages that pass work on by events or by lists of their own leave no other trace.
 */
function followCauses(): Causes {
  const known = new Map<number, readonly NodeJS.CallSite[]>();
  const hook = asyncHooks.createHook({
    init(asyncId) {
      const stack = stacks.captureStack();
      const cause = stack.some(isAuthored) ? stack : known.get(asyncHooks.executionAsyncId());
      if (cause !== undefined) known.set(asyncId, cause);
      if (known.size > mostKnown) known.delete(known.keys().next().value ?? 0);
    },
  });
  hook.enable();
  attachment.onWithdrawal(() => hook.disable());
  return {
    current: () => frames.toFrames(known.get(asyncHooks.executionAsyncId()) ?? []),
    stop: () => {
      hook.disable();
      known.clear();
    },
  };
}

export = followCauses;
