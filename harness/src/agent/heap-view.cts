import takeCensus = require('./census.cjs');
import steadyCode = require('./steady-code.cjs');

import type { AgentReading } from '../model/target.js' with { 'resolution-mode': 'import' };

/** How what an application keeps is told from what V8 makes to run it. */
interface HeapView {
  /** Null where none is taken: then the heap as a whole has to tell. */
  readonly takeCensus: () => Promise<Pick<AgentReading, 'census' | 'isCensusUnknown'>>;
  /** A census was wanted, and this Node.js did not tell. */
  readonly isCensusUnknown: () => boolean;
}

/**
 * Code is kept steady, so that it does not move the heap at all. With `LEAKLINE_JIT=on` V8 is left alone, and a census
 * after each collection counts the application's objects apart from V8's own.
 */
function openHeapView(): HeapView {
  if (process.env.LEAKLINE_JIT !== 'on') {
    steadyCode();
    return { takeCensus: async () => ({ census: null, isCensusUnknown: false }), isCensusUnknown: () => false };
  }
  let isUnknown = false;
  return {
    async takeCensus() {
      const census = isUnknown ? null : await takeCensus();
      isUnknown = census === null;
      return { census, isCensusUnknown: isUnknown };
    },
    isCensusUnknown: () => isUnknown,
  };
}

export = openHeapView;
