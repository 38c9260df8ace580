/** More than any configuration that people or their programs write. Each item is checked, and named where it is wrong. */
const longestList = 10_000;

/** Targets, their endpoints, the steps of these. */
const deepestList = 6;

/** Lists that are too long to be looked through: a mistake in the program that makes them. One line each. */
export function longListProblems(value: unknown, place = 'configuration', depth = 0): readonly string[] {
  if (typeof value !== 'object' || value === null || depth === deepestList) return [];
  if (Array.isArray(value) && value.length > longestList)
    return [`${place}: saw an array of ${value.length}; allowed: at most ${longestList} items`];
  return Object.entries(value).flatMap(([key, item]) => {
    const name = Array.isArray(value) ? `${place}[${key}]` : depth === 0 ? key : `${place}.${key}`;
    return longListProblems(item, name, depth + 1);
  });
}
