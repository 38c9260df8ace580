import stacks = require('./capture-stack.cjs');
import frames = require('./frames.cjs');
import summarize = require('./summarize.cjs');
import TrackedRef = require('./tracked-ref.cjs');
import own = require('../own-globals.cjs');
import attachment = require('../attachment.cjs');

import type { ResourceKind } from '../../../model/resource-kind.js' with { 'resolution-mode': 'import' };
import type { LivingThing, Origin, WatchedRegistry } from './tracking.cjs';

/** With fewer entries than this a sweep is not worth its time. */
const smallestSweep = 1_024;

/** Recursive code makes stacks without end. After this many, the map from raw stacks starts anew. */
const maxKnownStacks = 10_000;

/** Makes a registry that remembers nothing until it is told to watch. */
function createRegistry(nowMs: () => number = () => own.nowMs()): WatchedRegistry {
  const refreshers: (() => void)[] = [];
  const starters: (() => void)[] = [];
  /** By kind and raw stack. This is the quick way to an origin. */
  let originByStack = new Map<string, Origin>();
  /** By kind and trimmed stack. Several raw stacks may be one place. */
  let originByPlace = new Map<string, Origin>();
  let tracked: TrackedRef[] = [];
  let sweepAt = smallestSweep;
  let epoch = 0;
  let noteAdded: ((origin: Origin) => void) | null = null;

  function createOrigin(kind: ResourceKind, callSites: readonly NodeJS.CallSite[]): Origin {
    const stack = frames.toFrames(callSites);
    const key = `${kind}\n${frames.frameKey(stack)}`;
    const known = originByPlace.get(key);
    if (known !== undefined) return known;
    const origin = { kind, frames: stack, epoch, created: 0 };
    originByPlace.set(key, origin);
    return origin;
  }

  function locate(kind: ResourceKind): Origin | null {
    if (epoch === 0 || attachment.isWithdrawn()) return null;
    const callSites = stacks.captureStack();
    const key = `${kind}\n${frames.stackKey(callSites)}`;
    const known = originByStack.get(key);
    if (known !== undefined) return known;
    const origin = createOrigin(kind, callSites);
    if (originByStack.size >= maxKnownStacks) originByStack.clear();
    originByStack.set(key, origin);
    return origin;
  }

  function sweep(): void {
    for (const refresh of refreshers) refresh();
    tracked = tracked.filter((reference) => reference.isAlive());
    sweepAt = Math.max(smallestSweep, 2 * tracked.length);
  }

  return {
    get epoch() {
      return epoch;
    },
    locate,
    originAt: createOrigin,
    onWatch: (note) => void starters.push(note),
    add(origin, thing, probe) {
      // The place was asked for before the last `watch`, and the thing was made after it.
      if (origin.epoch !== epoch) return;
      origin.created += 1;
      noteAdded?.(origin);
      tracked.push(new TrackedRef(thing, origin, probe, nowMs()));
      if (tracked.length >= sweepAt) sweep();
    },
    beforeSweep: (refresh) => void refreshers.push(refresh),
    watch() {
      epoch += 1;
      originByStack = new Map();
      originByPlace = new Map();
      tracked = [];
      sweepAt = smallestSweep;
      for (const start of starters) start();
    },
    origins() {
      sweep();
      return summarize(tracked, nowMs());
    },
    onAdded(note) {
      noteAdded = note;
    },
    things() {
      sweep();
      const byOrigin = new Map<Origin, LivingThing[]>();
      for (const reference of tracked) {
        const { origin, bornMs, probe } = reference;
        const thing = reference.suspect();
        if (thing === null) continue;
        const things = byOrigin.get(origin) ?? [];
        byOrigin.set(origin, things);
        for (const object of probe.objects?.(thing) ?? [thing]) things.push({ object, bornMs });
      }
      return [...byOrigin].map(([origin, things]) => ({ origin, things }));
    },
  };
}

export = createRegistry;
