import takeCensus = require('./census.cjs');
import steadyCode = require('./steady-code.cjs');

import type { AgentJitVariable, AgentMode } from '../model/agent-protocol.js' with { 'resolution-mode': 'import' };
import type { AgentReading } from '../model/target.js' with { 'resolution-mode': 'import' };

const jitVariable: AgentJitVariable = 'LEAKLINE_JIT';

/** How what an application keeps is told from what V8 makes to run it. */
interface HeapView {
  /** Collects by `collect`, and counts what is alive after that; neither where the heap as a whole has to tell. */
  readonly count: (collect: () => void) => Promise<Pick<AgentReading, 'census' | 'isCensusUnknown'>>;
  /** Objects are counted, so that code may move the heap. */
  readonly isCounting: () => boolean;
  /** A census was wanted, and this Node.js did not tell. */
  readonly isCensusUnknown: () => boolean;
}

/** Code is kept steady, so that it does not move the heap at all. */
function keepSteady(): HeapView {
  steadyCode();
  return {
    count: async () => ({ census: null, isCensusUnknown: false }),
    isCounting: () => false,
    isCensusUnknown: () => false,
  };
}

/**
 * V8 is left alone, and a census counts the application's objects apart from V8's own. Where none can be had, code is kept
 * steady from then on, unless `LEAKLINE_JIT=on` forbids it.
 */
function keepCount(mayKeepSteady: boolean): HeapView {
  let isUnknown = false;
  return {
    async count(collect) {
      const census = isUnknown ? null : await takeCensus(collect);
      if (census === null && !isUnknown && mayKeepSteady) steadyCode();
      isUnknown = census === null;
      return { census, isCensusUnknown: isUnknown };
    },
    isCounting: () => !isUnknown,
    isCensusUnknown: () => isUnknown,
  };
}

/** Diagnosis reads the stacks of allocations, which inlined code would shorten. */
function openHeapView(mode: AgentMode): HeapView {
  const jit = process.env[jitVariable];
  return jit === 'off' || mode === 'diagnose' ? keepSteady() : keepCount(jit !== 'on');
}

export = openHeapView;
