import v8 = require('node:v8');

/**
 * Keeps V8 from making code that comes and goes. Optimised code, its deoptimisation data and lazily made feedback
 * live in the same heap as the application's objects and move the floors by 5–20 KB after each block for as long as
 * one cares to look; with these switches a warm Express app returns to the same floor to the byte. JavaScript means the
 * same without them; throughput is about half. Figures: DESIGN.md, steady code.
 */
const steadyFlags: readonly string[] = [
  '--no-turbofan',
  '--no-maglev',
  '--no-lazy-feedback-allocation',
  // Each forced collection ages code; a route that rests for some rounds would lose its bytecode and make it anew.
  '--no-flush-bytecode',
];

/** Baseline code is made once per function and never thrown away: compile it at the first call. */
const baselineFlags: readonly string[] = ['--always-sparkplug'];

/** From V8 14 on, a closure that has baseline code runs past a breakpoint that was set after it was compiled. */
const interpretedFlags: readonly string[] = ['--no-sparkplug'];

/**
 * @param code `interpreted` is slower, and what a debugger needs.
 * @returns the switches that it set.
 */
function steadyCode(code: 'baseline' | 'interpreted'): readonly string[] {
  const flags = [...steadyFlags, ...(code === 'baseline' ? baselineFlags : interpretedFlags)];
  for (const flag of flags) v8.setFlagsFromString(flag);
  return flags;
}

export = steadyCode;
