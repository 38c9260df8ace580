import path = require('node:path');
import startCauses = require('./causes.cjs');
import createFollowedValues = require('./followed-values.cjs');
import givenLinks = require('./given-links.cjs');
import members = require('./members.cjs');
import stacks = require('../diagnose/capture-stack.cjs');
import frames = require('../diagnose/frames.cjs');
import locateInSource = require('../diagnose/loaded-source.cjs');
import own = require('../own-globals.cjs');
import ownWorkers = require('../own-workers.cjs');

import type { RawFrame } from '../../model/evidence.js' with { 'resolution-mode': 'import' };
import type { Followed, FollowedCause, FollowRequest, GivenLink, ReachedLine } from '../../model/follow.js' with {
  'resolution-mode': 'import',
};
import type { Origin, WatchedRegistry } from '../diagnose/tracking.cjs';

/** Under this name the debugger's expressions find us. */
const hook = Symbol.for('leakline.follow');

/** What breakpoints call, in the main thread. */
interface Hook {
  /** @param read gives the object that is written to. */
  reached(line: number, read?: () => unknown): void;
  returned(call: number, value: unknown, self: unknown, args: unknown): void;
  entered(call: number, args: readonly unknown[]): void;
}

interface Follower {
  /** Another pass begins. */
  forget(): void;
  /** Begins a window. Resolves when everything is watched that could be found. */
  follow(request: FollowRequest): Promise<null>;
  /** Ends the window. */
  followed(): Promise<Followed>;
}

interface Tally {
  hits: number;
  readonly stacks: Map<string, { readonly stack: readonly RawFrame[]; hits: number }>;
}

/** Of many alike (the list of each user) a few show the rule. */
const mostHolders = 20;

/** More ways to one line than these tell nothing new. */
const mostStacks = 20;

function note(tally: Tally, cause: readonly RawFrame[]): void {
  tally.hits += 1;
  const seen = frames.toFrames(stacks.captureStack());
  const stack = seen.some(frames.isAuthored) ? seen : [...seen, ...cause];
  const key = frames.frameKey(stack);
  const known = tally.stacks.get(key);
  if (known !== undefined) known.hits += 1;
  else if (tally.stacks.size < mostStacks) tally.stacks.set(key, { stack, hits: 1 });
}

const toReached = ({ hits, stacks: seen }: Tally): ReachedLine => ({
  hits,
  stacks: [...seen.values()].map(({ stack, hits: count }) => ({
    stack: stack.map((frame) => locateInSource(frame)),
    hits: count,
  })),
});

/** A thread that holds the debugger; breakpoints stop the main thread for about a millisecond each. */
function startDebugger() {
  const thread = ownWorkers.start(path.join(__dirname, 'debugger-thread.cjs'));
  thread.unref();
  return {
    ask: (message: FollowRequest | 'stop'): Promise<void> =>
      new Promise((resolve) => {
        const done = (): void => {
          thread.off('message', done).off('exit', done).off('error', done);
          resolve();
        };
        thread.on('message', done).on('exit', done).on('error', done);
        thread.postMessage(message);
      }),
  };
}

interface Cause {
  readonly origin: Origin;
  readonly cause: readonly RawFrame[];
  count: number;
}

interface Window {
  readonly request: FollowRequest;
  readonly causes: ReadonlyMap<string, Cause>;
  stop(): void;
  readonly values: ReturnType<typeof createFollowedValues>;
  readonly tallies: readonly Tally[];
  readonly holders: readonly (readonly WatchedHolder[])[];
  readonly debugger: ReturnType<typeof startDebugger>;
}

/** By the numbers of the latest snapshot. */
type KnownObjects = ReadonlyMap<number, WeakRef<object>>;

function findHolders({ holders }: FollowRequest): KnownObjects {
  const ids = holders.flatMap((group) => group.slice(0, mostHolders));
  if (ids.length === 0) return new Map();
  return new Map([...members.objectsById(ids)].map(([id, object]) => [id, new WeakRef(object)]));
}

interface WatchedHolder {
  readonly object: object;
  /** What it holds that it did not hold in the beginning. */
  readonly cameIn: () => readonly object[];
}

function watchHolder(object: object | undefined): readonly WatchedHolder[] {
  if (object === undefined) return [];
  const before = new WeakSet(members.allMembers(object));
  return [{ object, cameIn: () => members.allMembers(object).filter((member) => !before.has(member)) }];
}

/** Whether a line writes to one of the holders, as far as both are known. */
function mayBe(holders: readonly WatchedHolder[], read: (() => unknown) | undefined): boolean {
  if (read === undefined || holders.length === 0) return true;
  try {
    const written = read();
    const isWritten = (object: object): boolean =>
      object === written || (Array.isArray(written) && written.includes(object));
    return holders.some(({ object }) => isWritten(object));
  } catch {
    return false;
  }
}

function openWindow(request: FollowRequest, registry: WatchedRegistry, known: KnownObjects): Window {
  const values = createFollowedValues(own.nowMs);
  const tallies = request.lines.map((): Tally => ({ hits: 0, stacks: new Map() }));
  const holders = request.holders.map((ids) =>
    ids.slice(0, mostHolders).flatMap((id) => watchHolder(known.get(id)?.deref())),
  );
  const watched = watchCauses(request, registry);
  const told: Hook = {
    reached: (line, read) => {
      const tally = tallies[line];
      const known = holders[request.lines[line]?.holder ?? -1] ?? [];
      if (tally !== undefined && mayBe(known, read)) note(tally, watched.cause());
    },
    returned: (call, value, self, args) => values.returned(call, value, self, Array.isArray(args) ? args : []),
    entered: (call, args) => values.entered(call, args),
  };
  Object.defineProperty(globalThis, hook, { value: told, configurable: true, enumerable: false });
  return { request, ...watched, values, tallies, holders, debugger: startDebugger() };
}

/** Tallies for each place which code asked for what was made there. */
function watchCauses({ followsCauses }: FollowRequest, registry: WatchedRegistry) {
  const causes = new Map<string, Cause>();
  if (!followsCauses) return { causes, cause: () => [], stop: () => undefined };
  const following = startCauses();
  registry.onAdded((origin) => {
    const cause = following.current();
    if (cause.length === 0) return;
    const key = [origin.kind, frames.frameKey(origin.frames), frames.frameKey(cause)].join('\n\n');
    const seen = causes.get(key) ?? { origin, cause, count: 0 };
    seen.count += 1;
    causes.set(key, seen);
  });
  return {
    causes,
    cause: following.current,
    stop: () => {
      registry.onAdded(null);
      following.stop();
    },
  };
}

function causesOf({ causes }: Window): readonly FollowedCause[] {
  const located = (stack: readonly RawFrame[]): readonly RawFrame[] => stack.map((frame) => locateInSource(frame));
  return [...causes.values()].map(({ origin, cause, count }) => ({
    kind: origin.kind,
    stack: located(origin.frames),
    cause: located(cause),
    count,
  }));
}

/** Searches take no longer together; what was not looked at by then stays unknown. */
const deepSearchMs = 2_000;

function linksOf({ request, values, holders }: Window, registry: WatchedRegistry): readonly GivenLink[] {
  const results = values.results();
  const untilMs = own.nowMs() + deepSearchMs;
  const made = new Map(
    registry.things().map(({ origin, things }) => {
      const stack = origin.frames.map((frame) => locateInSource(frame));
      return [`${origin.kind}\n${frames.frameKey(stack)}`, things];
    }),
  );
  function thingsOf(of: GivenLink['of']) {
    if (of.from === 'origin') return made.get(`${of.kind}\n${frames.frameKey(of.stack)}`) ?? [];
    const group = of.from === 'holder' ? (holders[of.holder] ?? []) : [];
    return group.flatMap(({ cameIn }) => cameIn()).map((object) => ({ object, bornMs: null }));
  }
  const deep = members.openDeepView(() => own.nowMs() < untilMs);
  try {
    return request.questions.flatMap(({ of, calls }) => givenLinks(of, thingsOf(of), results, calls, deep));
  } finally {
    deep.close();
  }
}

/**
 * Looks again at what was seen to leak, with V8's debugger: who reaches a line, and what the functions on a stack give to
 * their callers. That is what tells who has something to give back.
 */
function createFollower(registry: WatchedRegistry, collect: () => Promise<unknown>): Follower {
  let window: Window | null = null;
  /** Of this pass: the numbers hold for its first window only. */
  let known: KnownObjects | null = null;
  return {
    forget: () => {
      known = null;
    },
    async follow(request) {
      registry.watch();
      known ??= findHolders(request);
      window = openWindow(request, registry, known);
      await window.debugger.ask(request);
      return null;
    },
    async followed() {
      const ended = window;
      window = null;
      if (ended === null) return { pid: process.pid, causes: [], lines: [], links: [] };
      ended.stop();
      await ended.debugger.ask('stop');
      Reflect.deleteProperty(globalThis, hook);
      await collect();
      const lines = ended.tallies.map(toReached);
      return { pid: process.pid, causes: causesOf(ended), lines, links: linksOf(ended, registry) };
    },
  };
}

export = createFollower;
