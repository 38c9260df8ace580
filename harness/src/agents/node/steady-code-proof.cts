import v8 = require('node:v8');
import steadyCode = require('./steady-code.cjs');

import type { CodeTiers } from '../../model/doctor.js' with { 'resolution-mode': 'import' };

type HotFunction = (addend: number) => number;

/** Without the switches V8 has optimised such a loop after some milliseconds. */
const hotMs = 200;

/** V8 optimises in a thread of its own. On a busy machine that thread may get no time for longer than `hotMs`. */
const patienceMs = 2_000;

/**
 * Compiled from text: V8's native functions cannot be called in any other way, nor can a function without history be
 * made.
 */
const compile = (text: string): unknown => new Function('subject', text);

/**
 * Returns a function that reads which code another function runs, as V8's status bits; null where V8 cannot tell. The
 * bits differ between versions.
 */
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
 * A program of its own, for `leakline doctor`. With `steady` it sets V8's switches as the agent does, else it leaves V8
 * alone. It tells its parent which code a function runs at first and when it is hot.
 */
const isSteady = process.argv[2] === 'steady';
const flags = isSteady ? steadyCode('baseline') : [];
process.send?.({ flags, ...watchTiers(isSteady ? hotMs : patienceMs) } satisfies CodeTiers);
