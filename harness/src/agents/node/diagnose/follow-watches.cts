import type { WatchedRegistry } from './tracking.cjs';

/**
 * A registry that begins anew when the process was told to watch. It looks at the count before it remembers anything.
 * So nobody has to tell a thread, which may be blocked, or may not have started.
 */
function followWatches(registry: WatchedRegistry, watches: { count(): number }): WatchedRegistry {
  let seen = 0;

  function upToDate(): WatchedRegistry {
    const count = watches.count();
    if (count !== seen) registry.watch();
    seen = count;
    return registry;
  }

  return {
    get epoch() {
      return upToDate().epoch;
    },
    locate: (kind) => upToDate().locate(kind),
    add: (origin, thing, probe) => upToDate().add(origin, thing, probe),
    originAt: (kind, stack) => upToDate().originAt(kind, stack),
    onWatch: (note) => registry.onWatch(note),
    beforeSweep: (refresh) => registry.beforeSweep(refresh),
    watch: () => registry.watch(),
    origins: () => upToDate().origins(),
    onAdded: (note) => registry.onAdded(note),
    things: () => upToDate().things(),
  };
}

export = followWatches;
