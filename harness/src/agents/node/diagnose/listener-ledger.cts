import type { Origin, Probe, Registry } from './tracking.cjs';

type Listener = object;

/** One call that added a listener. The ledger holds this object, but neither emitter nor listener. */
interface Addition {
  readonly emitter: WeakRef<object>;
  readonly listener: WeakRef<Listener>;
  readonly event: PropertyKey;
  readonly origin: Origin;
  readonly isLongLived: boolean;
  isHeld: boolean;
  isSuspect: boolean;
}

interface NewListener {
  readonly emitter: object;
  readonly event: PropertyKey;
  readonly listener: Listener;
  /** Whether the emitter was there before the requests. */
  readonly isLongLived: boolean;
}

interface ListenerLedger {
  record(origin: Origin, added: NewListener): void;
}

function className(thing: object | undefined): string {
  try {
    return String(thing?.constructor.name || 'Object');
  } catch {
    return 'Object';
  }
}

const additionProbe: Probe<Addition> = {
  isAlive: (addition) => addition.isHeld,
  isSuspect: (addition) => addition.isSuspect,
  describe: ({ event, emitter }) => `${String(event)} on ${className(emitter.deref())}`,
  objects: ({ listener }) => [listener.deref()].filter((object) => object !== undefined),
};

/**
 * Marks as many additions of each listener as the emitter still has. Removing a listener takes the newest one, so the
 * oldest additions stay.
 */
function markHeld(additions: readonly Addition[], present: readonly Listener[]): void {
  const left = new Map<Listener, number>();
  for (const listener of present) left.set(listener, (left.get(listener) ?? 0) + 1);
  for (const addition of additions) {
    const listener = addition.listener.deref();
    const count = listener === undefined ? 0 : (left.get(listener) ?? 0);
    addition.isHeld = count > 0;
    if (listener !== undefined) left.set(listener, count - 1);
  }
}

/**
 * On a short-lived emitter, an addition is a suspect only where one place adds several that stay. Else whoever keeps
 * the emitter is to blame.
 */
function markSuspects(additions: readonly Addition[]): void {
  const held = new Map<Origin, number>();
  for (const { origin, isHeld } of additions) if (isHeld) held.set(origin, (held.get(origin) ?? 0) + 1);
  for (const addition of additions) addition.isSuspect = addition.isLongLived || (held.get(addition.origin) ?? 0) > 1;
}

/**
 * Keeps a list of added listeners. Removals are not recorded: the emitter is asked what it has, which also shows what
 * removed itself.
 */
function createListenerLedger(
  registry: Registry,
  readListeners: (emitter: object, event: PropertyKey) => readonly Listener[],
): ListenerLedger {
  let additions: Addition[] = [];
  let epoch = 0;

  function groupByEvent(): Map<object, Map<PropertyKey, Addition[]>> {
    const groups = new Map<object, Map<PropertyKey, Addition[]>>();
    for (const addition of additions) {
      addition.isHeld = false;
      const emitter = addition.emitter.deref();
      if (emitter === undefined) continue;
      const events = groups.get(emitter) ?? new Map<PropertyKey, Addition[]>();
      const group = events.get(addition.event) ?? [];
      groups.set(emitter, events.set(addition.event, group));
      group.push(addition);
    }
    return groups;
  }

  registry.beforeSweep(() => {
    for (const [emitter, events] of groupByEvent()) {
      for (const [event, group] of events) {
        markHeld(group, readListeners(emitter, event));
        markSuspects(group);
      }
    }
    additions = additions.filter(({ isHeld }) => isHeld);
  });

  return {
    record(origin, { emitter, listener, event, isLongLived }) {
      if (epoch !== registry.epoch) additions = [];
      epoch = registry.epoch;
      const references = { emitter: new WeakRef(emitter), listener: new WeakRef(listener) };
      const addition: Addition = { ...references, event, origin, isLongLived, isHeld: true, isSuspect: false };
      additions.push(addition);
      registry.add(origin, addition, additionProbe);
    },
  };
}

export = createListenerLedger;
