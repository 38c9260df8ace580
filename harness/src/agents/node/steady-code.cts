import v8 = require('node:v8');

/**
 * Keeps V8 from making code that comes and goes. Optimised code, its deoptimisation data and lazily made feedback live
 * in the same heap as the application's objects. They still move the floors by 5–20 KB after 40 blocks. With these
 * switches the floors of a warm Express app vary by about 100 B. JavaScript means the same without what they switch
 * off; throughput is about half. Figures: DESIGN.md, section 3.
 */
const steadyFlags: readonly string[] = [
  '--no-turbofan',
  '--no-maglev',
  '--no-lazy-feedback-allocation',
  // Each forced collection ages code. A route that rests for some rounds would lose its bytecode, and V8 would make it
  // anew.
  '--no-flush-bytecode',
];

/** Baseline code is made once per function and never thrown away, so it is compiled at the first call. */
const baselineFlags: readonly string[] = ['--always-sparkplug'];

/** From V8 14 on, a closure with baseline code runs past a breakpoint that was set after the code was compiled. */
const interpretedFlags: readonly string[] = ['--no-sparkplug'];

/**
 * @param code `interpreted` is slower, but a debugger needs it.
 * @returns the switches that were set.
 */
function steadyCode(code: 'baseline' | 'interpreted'): readonly string[] {
  const flags = [...steadyFlags, ...(code === 'baseline' ? baselineFlags : interpretedFlags)];
  for (const flag of flags) v8.setFlagsFromString(flag);
  return flags;
}

export = steadyCode;
