import inspector = require('node:inspector');

import type { TimerGroup } from '../model/target.js' with { 'resolution-mode': 'import' };

/** What a timer of Node.js keeps of itself. Not documented, and the same since its first versions. */
interface Timeout extends Pick<NodeJS.Timeout, 'hasRef'> {
  readonly _idleTimeout?: unknown;
  readonly _idleStart?: unknown;
  readonly _idleNext?: unknown;
  readonly _repeat?: unknown;
}

interface RemoteObject {
  readonly objectId: string;
}

/** Delays with a random part are one group. */
const significantDigits = 2;

const mostGroups = 200;

/** Where this process and the inspector, which runs within it, hand each other objects. */
const exchangeName = 'leakline.timers';
const exchangeKey = Symbol.for(exchangeName);

/** Every object made from a prototype; the inspector alone can find them. A collection and a walk over the heap. */
function objectsOf(prototype: object): readonly Timeout[] {
  const exchange: { readonly prototype: object; found?: readonly Timeout[] } = { prototype };
  const session = new inspector.Session();
  /** Within one process the answer is there when the call returns. */
  function post<T>(method: string, params: object): T | undefined {
    let answer: T | undefined;
    session.post(method, params, (_error, result) => {
      answer = result as T | undefined;
    });
    return answer;
  }
  Reflect.set(globalThis, exchangeKey, exchange);
  session.connect();
  try {
    const place = `globalThis[Symbol.for('${exchangeName}')]`;
    const shape = post<{ result: RemoteObject }>('Runtime.evaluate', { expression: `${place}.prototype` });
    const all = post<{ objects: RemoteObject }>('Runtime.queryObjects', { prototypeObjectId: shape?.result.objectId });
    const hand = `function () { ${place}.found = this; }`;
    post('Runtime.callFunctionOn', { objectId: all?.objects.objectId, functionDeclaration: hand });
    return exchange.found ?? [];
  } finally {
    session.disconnect();
    Reflect.deleteProperty(globalThis, exchangeKey);
  }
}

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

/**
 * Timers that wait to fire, those among them that keep no process alive included, by delay, most first. Reads the heap
 * once, some 50 ms for 50 MB; empty where Node.js does not tell.
 */
function readPendingTimers(): readonly TimerGroup[] {
  const own = setTimeout(() => undefined, 1) as Timeout & NodeJS.Timeout;
  clearTimeout(own);
  const now = own._idleStart;
  if (typeof now !== 'number') return [];
  const groups = new Map<string, TimerGroup>();
  for (const timer of objectsOf(Object.getPrototypeOf(own))) {
    if (!isPending(timer)) continue;
    const delayMs = Number(timer._idleTimeout.toPrecision(significantDigits));
    const isRepeating = isRepeated(timer);
    const keepsAlive = timer.hasRef();
    const key = `${delayMs} ${isRepeating} ${keepsAlive}`;
    const { count, longestLeftMs } = groups.get(key) ?? { count: 0, longestLeftMs: 0 };
    const leftMs = timer._idleStart + timer._idleTimeout - now;
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

export = readPendingTimers;
