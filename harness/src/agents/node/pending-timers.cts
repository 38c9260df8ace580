import objectsOf = require('./objects-of.cjs');
import own = require('./own-globals.cjs');

import type { TimerGroup } from '../../model/target.js' with { 'resolution-mode': 'import' };

/**
 * The fields in which a timer of Node.js keeps its state. They are not documented, but have been the same since the
 * first versions.
 */
interface Timeout extends Pick<NodeJS.Timeout, 'hasRef'> {
  readonly _idleTimeout?: unknown;
  readonly _idleStart?: unknown;
  readonly _idleNext?: unknown;
  readonly _repeat?: unknown;
}

/** Delays are rounded to this many digits, so that delays with a random part make one group. */
const significantDigits = 2;

const mostGroups = 200;

/** Whether a timer waits to fire. Such a timer is linked into the list of all timers with its delay. */
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

/** Longer than any delay in use, so that these timers do not fire. They are cleared at once in any case. */
const witnessDelayMs = 2_000_000_011;

/** Timers of our own, whose state we know. If these are not read as they are, no timer is. */
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
 * Timers that wait to fire, grouped by delay, the largest group first; also those that do not keep the process alive.
 * One look walks over the heap, which takes some 50 ms for 50 MB. Null where timers that we set ourselves are not found
 * as they are: then this Node.js cannot tell.
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
