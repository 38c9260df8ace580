import v8 = require('node:v8');
import steadyCode = require('./steady-code.cjs');

import type { CodeTiers } from '../../model/doctor.js' with { 'resolution-mode': 'import' };

type HotFunction = (addend: number) => number;

/** A loop that V8 as it comes has optimised after some milliseconds. */
const hotMs = 200;

/** V8 optimises in a thread of its own, which a busy machine may give no time for longer than that. */
const patienceMs = 2_000;

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

function watchTiers(longestMs: number): Pick<CodeTiers, 'atFirst' | 'whenHot'> {
  const readTier = openTierReader();
  const subject = compile(
    'let sum = 0; for (let i = 0; i < 50; i += 1) sum += subject + i; return sum;',
  ) as HotFunction;
  subject(1);
  if (readTier === null) return { atFirst: null, whenHot: null };
  const atFirst = readTier(subject);
  const startMs = performance.now();
  const goesOn = (hotForMs: number): boolean =>
    hotForMs < hotMs || (hotForMs < longestMs && readTier(subject) === atFirst);
  while (goesOn(performance.now() - startMs)) subject(1);
  return { atFirst, whenHot: readTier(subject) };
}

/**
 * A program of its own, for `leakline doctor`: it sets V8's switches as the agent does, unless it is told to leave V8
 * alone, and tells its parent which code a function runs at first and when it is hot.
 */
const isSteady = process.argv[2] === 'steady';
const flags = isSteady ? steadyCode('baseline') : [];
process.send?.({ flags, ...watchTiers(isSteady ? hotMs : patienceMs) } satisfies CodeTiers);
