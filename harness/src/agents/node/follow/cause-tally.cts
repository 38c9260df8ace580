import startCauses = require('./causes.cjs');
import frames = require('../diagnose/frames.cjs');
import locateInSource = require('../diagnose/loaded-source.cjs');

import type { RawFrame } from '../../../model/evidence.js' with { 'resolution-mode': 'import' };
import type { FollowedCause } from '../../../model/follow.js' with { 'resolution-mode': 'import' };
import type { Origin, WatchedRegistry } from '../diagnose/tracking.cjs';

interface Cause {
  readonly origin: Origin;
  readonly cause: readonly RawFrame[];
  count: number;
}

interface CauseTally {
  /** The code that led to what runs now. */
  current(): readonly RawFrame[];
  stop(): void;
  /** Which code asked for what was made, for each place. */
  causes(): readonly FollowedCause[];
}

const nobody: CauseTally = { current: () => [], stop: () => undefined, causes: () => [] };

/** Counts for each place which code asked for what is made there. Counts nothing where nobody wants to know. */
function tallyCauses(isWanted: boolean, registry: WatchedRegistry): CauseTally {
  if (!isWanted) return nobody;
  const causes = new Map<string, Cause>();
  const following = startCauses();
  registry.onAdded((origin) => {
    const cause = following.current();
    if (cause.length === 0) return;
    const key = [origin.kind, frames.frameKey(origin.frames), frames.frameKey(cause)].join('\n\n');
    const seen = causes.get(key) ?? { origin, cause, count: 0 };
    seen.count += 1;
    causes.set(key, seen);
  });
  const located = (stack: readonly RawFrame[]): readonly RawFrame[] => stack.map((frame) => locateInSource(frame));
  return {
    current: following.current,
    stop: () => {
      registry.onAdded(null);
      following.stop();
    },
    causes: () =>
      [...causes.values()].map(({ origin, cause, count }) => ({
        kind: origin.kind,
        stack: located(origin.frames),
        cause: located(cause),
        count,
      })),
  };
}

export = tallyCauses;
