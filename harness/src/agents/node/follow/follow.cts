import path = require('node:path');
import tallyCauses = require('./cause-tally.cjs');
import views = require('./deep-view.cjs');
import awaitGrowth = require('./await-growth.cjs');
import createFollowedValues = require('./followed-values.cjs');
import givenLinks = require('./given-links.cjs');
import watched = require('./holders.cjs');
import stacks = require('../diagnose/capture-stack.cjs');
import frames = require('../diagnose/frames.cjs');
import locateInSource = require('../diagnose/loaded-source.cjs');
import own = require('../own-globals.cjs');
import ownWorkers = require('../own-workers.cjs');
import attachment = require('../attachment.cjs');

import type { RawFrame } from '../../../model/evidence.js' with { 'resolution-mode': 'import' };
import type { Followed, FollowRequest, GivenLink, ReachedLine } from '../../../model/follow.js' with {
  'resolution-mode': 'import',
};
import type { WatchedRegistry } from '../diagnose/tracking.cjs';

/** Under this name the debugger's expressions find our functions. */
const hook = Symbol.for('leakline.follow');

/** The functions that breakpoints call, in the main thread. */
interface Hook {
  /** @param read returns the object that the line writes to. */
  reached(line: number, read?: () => unknown): void;
  returned(call: number, value: unknown, self: unknown, args: unknown): void;
  entered(call: number, args: readonly unknown[]): void;
}

interface Follower {
  /** Tells that another pass begins. */
  forget(): void;
  /** Begins a window. Resolves when everything that could be found is watched. */
  follow(request: FollowRequest): Promise<null>;
  /** Ends the window. */
  followed(searchMs: number): Promise<Followed>;
}

interface Tally {
  hits: number;
  readonly stacks: Map<string, { readonly stack: readonly RawFrame[]; hits: number }>;
}

/** Beyond this many stacks that lead to one line, more tell nothing new. */
const mostStacks = 20;

function stackHere(cause: readonly RawFrame[]): readonly RawFrame[] {
  const seen = frames.toFrames(stacks.captureStack());
  return seen.some(frames.isAuthored) ? seen : [...seen, ...cause];
}

function note(tally: Tally, stack: readonly RawFrame[]): void {
  tally.hits += 1;
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

/** Starts the thread that holds the debugger. A breakpoint stops the main thread for about a millisecond. */
function startDebugger() {
  const thread = ownWorkers.start(path.join(__dirname, 'debugger-thread.cjs'));
  thread.unref();
  attachment.onWithdrawal(() => {
    void thread.terminate();
    Reflect.deleteProperty(globalThis, hook);
  });
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

type Known = ReturnType<typeof watched.findHolders>;

interface Window {
  readonly request: FollowRequest;
  readonly causes: ReturnType<typeof tallyCauses>;
  readonly values: ReturnType<typeof createFollowedValues>;
  readonly tallies: readonly Tally[];
  readonly holders: ReturnType<typeof watched.watchHolders>;
  readonly debugger: ReturnType<typeof startDebugger>;
}

function openWindow(request: FollowRequest, registry: WatchedRegistry, known: Known): Window {
  const values = createFollowedValues(own.nowMs);
  const tallies = request.lines.map((): Tally => ({ hits: 0, stacks: new Map() }));
  const holders = watched.watchHolders(request.holders, known);
  const causes = tallyCauses(request.followsCauses, registry);
  const growth = awaitGrowth();
  const told: Hook = {
    reached: (line, read) => {
      const [tally, wanted] = [tallies[line], request.lines[line]];
      if (tally === undefined || wanted === undefined) return;
      growth.reach(line, wanted.place);
      const ofLine = holders[wanted.holder] ?? [];
      if (wanted.written.by === 'growth') {
        const stack = stackHere(causes.current());
        growth.expect(watched.watchSizes(ofLine), () => note(tally, stack));
      } else if (read === undefined || watched.isWritten(ofLine, read)) note(tally, stackHere(causes.current()));
    },
    returned: (call, value, self, args) => values.returned(call, value, self, Array.isArray(args) ? args : []),
    entered: (call, args) => values.entered(call, args),
  };
  Object.defineProperty(globalThis, hook, { value: told, configurable: true, enumerable: false });
  return { request, causes, values, tallies, holders, debugger: startDebugger() };
}

function linksOf(
  { request, values, holders }: Window,
  registry: WatchedRegistry,
  searchMs: number,
): readonly GivenLink[] {
  const results = values.results();
  const untilMs = own.nowMs() + searchMs;
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
  const deep = views.openDeepView(() => own.nowMs() < untilMs);
  try {
    return request.questions.flatMap(({ of, calls }) => givenLinks(of, thingsOf(of), results, calls, deep));
  } finally {
    deep.close();
  }
}

/**
 * Looks again at what was seen to leak, with V8's debugger. It watches who reaches a line, and what the functions on a
 * stack give to their callers. This tells which caller has something to give back.
 */
function createFollower(registry: WatchedRegistry, collect: () => Promise<unknown>): Follower {
  let window: Window | null = null;
  /**
   * The holders of this pass. They are found in its first window, because the numbers of the snapshot hold for that one
   * only.
   */
  let known: Known | null = null;
  return {
    forget: () => {
      known = null;
    },
    async follow(request) {
      registry.watch();
      known ??= watched.findHolders(request.holders);
      window = openWindow(request, registry, known);
      await window.debugger.ask(request);
      return null;
    },
    async followed(searchMs) {
      const ended = window;
      window = null;
      if (ended === null) return { pid: process.pid, causes: [], lines: [], links: [] };
      ended.causes.stop();
      await ended.debugger.ask('stop');
      Reflect.deleteProperty(globalThis, hook);
      await collect();
      const lines = ended.tallies.map(toReached);
      return { pid: process.pid, causes: ended.causes.causes(), lines, links: linksOf(ended, registry, searchMs) };
    },
  };
}

export = createFollower;
