/** Verbs that give the caller something to give back, whatever noun follows them. */
const acquiring = new Set(
  'connect open acquire checkout borrow reserve lock launch dial listen subscribe watch spawn fork duplicate begin tail'.split(
    ' ',
  ),
);

/**
 * Verbs that ask for a resource only when they stand alone or a noun of `things` follows: `create()` and
 * `createPool()`, but not `createOrder()`.
 */
const making = new Set(
  'create make start init initialize setup add on once attach bind new set get fetch request pipe every schedule'.split(
    ' ',
  ),
);

/** Nouns in function names for what has to be closed, released or cleared. */
const things = new Set(
  `agent browser channel client connection cursor descriptor handle handler interval listener page pipeline pool
  publisher queue resolver server session socket stream subscriber subscription timeout timer transaction transport
  watcher worker`.split(/\s+/),
);

/** Functions that only pass a call on. Their names do not say what was asked for. */
const passing = new Set('all any race then catch finally call apply bind map forEach reduce run next'.split(' '));

/** Whether the name of a function does not say what was asked for. */
export const passesOn = (name: string): boolean => passing.has(name);

const wordsOf = (name: string): readonly string[] =>
  name
    .split(/(?<=[a-z\d])(?=[A-Z])|[_$#.]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());

/**
 * Whether a function gives its caller something to give back, judged by its name: true for `connect`, `openFile`,
 * `createClient` and `getConnection`, false for `lookup`, `render` and `createOrder`.
 */
export function asksForResource(name: string): boolean {
  const [verb, ...rest] = wordsOf(name);
  if (verb === undefined) return true;
  if (acquiring.has(verb) || [verb, ...rest].some((word) => things.has(word) || things.has(word.replace(/s$/, ''))))
    return true;
  return making.has(verb) && rest.length === 0;
}
