import members = require('./members.cjs');

/** What belongs to one request is small; past it lies the rest of the program. */
const mostVisited = 3_000;
/** Each look behind an object costs a good tenth of a millisecond. */
const mostDeepLooks = 150;

type DeepView = ReturnType<typeof members.openDeepView>;

/**
 * The nearest of some objects that another leads to: all of those at the least distance. What is further away than another
 * thing is shared: a connection that served many requests leads to all of them.
 *
 * @param deep where given, looks into closures and private fields as well.
 */
function nearest(start: object, isWanted: (value: object) => boolean, deep: DeepView | null): readonly object[] {
  if (isWanted(start)) return [start];
  const visited = new Set<object>([start]);
  let level: readonly object[] = [start];
  let looks = 0;
  while (level.length > 0 && visited.size < mostVisited) {
    const next: object[] = [];
    const found = new Set<object>();
    for (const from of level) {
      const hidden = deep !== null && looks < mostDeepLooks ? deep.hiddenMembers(from) : [];
      looks += 1;
      for (const member of [...members.visibleMembers(from), ...hidden]) {
        if (visited.has(member)) continue;
        visited.add(member);
        if (isWanted(member)) found.add(member);
        else next.push(member);
      }
    }
    if (found.size > 0) return [...found];
    level = next;
  }
  return [];
}

export = nearest;
