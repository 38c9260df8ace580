import v8 = require('node:v8');
import steadyCode = require('./steady-code.cjs');

import type { CodeTiers } from '../model/doctor.js' with { 'resolution-mode': 'import' };

type HotFunction = (addend: number) => number;

/** A loop that V8 as it comes has optimised after some milliseconds. */
const hotMs = 200;

/** Made of text, for natives and a function of no history can be made in no other way. */
const compile = (text: string): unknown => new Function('subject', text);

/** V8's own word for the code that a function runs; null where it has no such word. The bits differ between versions. */
function openTierReader(): ((subject: HotFunction) => number) | null {
  v8.setFlagsFromString('--allow-natives-syntax');
  try {
    return compile('return %GetOptimizationStatus(subject)') as (subject: HotFunction) => number;
  } catch {
    return null;
  }
}

function watchTiers(): Pick<CodeTiers, 'atFirst' | 'whenHot'> {
  const readTier = openTierReader();
  const subject = compile(
    'let sum = 0; for (let i = 0; i < 50; i += 1) sum += subject + i; return sum;',
  ) as HotFunction;
  subject(1);
  const atFirst = readTier?.(subject) ?? null;
  const untilMs = performance.now() + hotMs;
  while (performance.now() < untilMs) subject(1);
  return { atFirst, whenHot: readTier?.(subject) ?? null };
}

/**
 * A program of its own, for `leakline doctor`: it sets V8's switches as the agent does, unless it is told to leave V8
 * alone, and tells its parent which code a function runs at first and when it is hot.
 */
const flags = process.argv[2] === 'steady' ? steadyCode() : [];
process.send?.({ flags, ...watchTiers() } satisfies CodeTiers);
