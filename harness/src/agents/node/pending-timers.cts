import objectsOf = require('./objects-of.cjs');
import own = require('./own-globals.cjs');

import type { TimerGroup } from '../../model/target.js' with { 'resolution-mode': 'import' };

/** What a timer of Node.js keeps of itself. Not documented, and the same since its first versions. */
interface Timeout extends Pick<NodeJS.Timeout, 'hasRef'> {
  readonly _idleTimeout?: unknown;
  readonly _idleStart?: unknown;
  readonly _idleNext?: unknown;
  readonly _repeat?: unknown;
}

/** Delays with a random part are one group. */
const significantDigits = 2;

const mostGroups = 200;

/** A timer that waits stands in a list with the others of its delay. */
function isPending(timer: Timeout): timer is Timeout & { readonly _idleTimeout: number; readonly _idleStart: number } {
  return (
    typeof timer._idleTimeout === 'number' &&
    typeof timer._idleStart === 'number' &&
    timer._idleTimeout > 0 &&
    timer._idleNext !== null &&
    timer._idleNext !== undefined
  );
}

const isRepeated = ({ _repeat }: Timeout): boolean => _repeat !== null && _repeat !== undefined;

/** Longer than anybody asks, so that they fire before nobody; cleared at once in any case. */
const witnessDelayMs = 2_000_000_011;

/** Timers of our own of which everything is known: whoever does not see these as they are sees no timer as it is. */
interface Witnesses {
  readonly once: Timeout & NodeJS.Timeout;
  readonly repeated: Timeout & NodeJS.Timeout;
  readonly cleared: Timeout & NodeJS.Timeout;
}

const nothing = (): void => undefined;

function setWitnesses(): Witnesses {
  const witnesses = {
    once: own.setTimeout(nothing, witnessDelayMs),
    repeated: own.setInterval(nothing, witnessDelayMs),
    cleared: own.setTimeout(nothing, witnessDelayMs),
  };
  own.clearTimeout(witnesses.cleared);
  return witnesses;
}

function areSeen({ once, repeated, cleared }: Witnesses, pending: readonly Timeout[]): boolean {
  const areListed = pending.includes(once) && pending.includes(repeated) && !pending.includes(cleared);
  const delays = [once, repeated].map(({ _idleTimeout }) => _idleTimeout);
  return areListed && delays.every((delay) => delay === witnessDelayMs) && !isRepeated(once) && isRepeated(repeated);
}

function group(timers: readonly Timeout[], nowMs: number): readonly TimerGroup[] {
  const groups = new Map<string, TimerGroup>();
  for (const timer of timers.filter(isPending)) {
    const delayMs = Number(timer._idleTimeout.toPrecision(significantDigits));
    const isRepeating = isRepeated(timer);
    const keepsAlive = timer.hasRef();
    const key = `${delayMs} ${isRepeating} ${keepsAlive}`;
    const { count, longestLeftMs } = groups.get(key) ?? { count: 0, longestLeftMs: 0 };
    const leftMs = timer._idleStart + timer._idleTimeout - nowMs;
    groups.set(key, {
      delayMs,
      isRepeating,
      keepsAlive,
      count: count + 1,
      longestLeftMs: Math.max(longestLeftMs, leftMs),
    });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count).slice(0, mostGroups);
}

/**
 * Timers that wait to fire, those among them that keep no process alive included, by delay, most first. Reads the heap
 * once, some 50 ms for 50 MB. Null where this Node.js does not tell: timers that we set ourselves are not found as they
 * are.
 */
function readPendingTimers(): readonly TimerGroup[] | null {
  const witnesses = setWitnesses();
  const { once, repeated } = witnesses;
  try {
    const pending = objectsOf(Object.getPrototypeOf(once) as Timeout).filter(isPending);
    if (!areSeen(witnesses, pending)) return null;
    const others = pending.filter((timer) => timer !== once && timer !== repeated);
    return group(others, Number(once._idleStart));
  } finally {
    own.clearTimeout(once);
    own.clearInterval(repeated);
  }
}

export = readPendingTimers;
