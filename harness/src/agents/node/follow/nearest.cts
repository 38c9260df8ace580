import members = require('./members.cjs');

import type views = require('./deep-view.cjs');

/**
 * A search ends once it has visited so many objects. What belongs to one request is small, and behind it lies the rest
 * of the program.
 */
const mostVisited = 8_000;
/** One search reads the hidden members of no more objects than this. */
const mostDeepLooks = 400;
/** So many starting points are enough to show what is shared. */
const startsCompared = 3;

type DeepView = ReturnType<typeof views.openDeepView>;
type Test = (value: object) => boolean;
/** Gives the wanted thing that an object is or stands for. */
type Find = (value: object) => object | null;

/** Visits what an object leads to, level by level, until `isOver` says so. It does not look behind what is wanted. */
function visit(
  start: object,
  deep: DeepView | null,
  isEnd: Test,
  isPassable: Test,
  isOver: (level: ReadonlySet<object>) => boolean,
): ReadonlySet<object> {
  const visited = new Set<object>([start]);
  let level = new Set<object>([start]);
  let looks = 0;
  while (level.size > 0 && !isOver(level) && visited.size < mostVisited) {
    const next = new Set<object>();
    for (const from of level) {
      if (isEnd(from)) continue;
      const hidden = deep !== null && looks < mostDeepLooks ? deep.hiddenMembers(from) : [];
      looks += 1;
      for (const member of [...members.visibleMembers(from), ...hidden]) {
        if (visited.has(member) || !(isEnd(member) || isPassable(member))) continue;
        visited.add(member);
        next.add(member);
      }
    }
    level = next;
  }
  return visited;
}

/**
 * For an object of a single request, finds the nearest of the wanted things that it leads to. What two of the compared
 * starts lead to is not followed: it is shared, such as the pool, or the connection that served them all.
 *
 * @param deep where given, closures and private fields are read as well.
 */
function createSearch(
  starts: readonly object[],
  find: Find,
  deep: DeepView | null,
): (start: object) => readonly object[] {
  const isWanted: Test = (value) => find(value) !== null;
  const seen = new Map<object, number>();
  const step = Math.max(1, Math.floor(starts.length / startsCompared));
  for (const start of starts.filter((_, index) => index % step === 0).slice(0, startsCompared)) {
    const visited = visit(
      start,
      deep,
      isWanted,
      () => true,
      () => false,
    );
    for (const value of visited) seen.set(value, (seen.get(value) ?? 0) + 1);
  }
  const isOfOne = (value: object): boolean => (seen.get(value) ?? 0) < 2;
  return (start) => {
    const itself = find(start);
    if (itself !== null) return [itself];
    let found: readonly object[] = [];
    visit(start, deep, isWanted, isOfOne, (level) => {
      found = [...new Set([...level].map(find))].filter((thing) => thing !== null);
      return found.length > 0;
    });
    return found;
  };
}

export = createSearch;
