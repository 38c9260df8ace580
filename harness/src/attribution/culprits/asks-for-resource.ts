/** Whoever calls these has something to give back, whatever it is of. */
const acquiring = new Set(
  'connect open acquire checkout borrow reserve lock launch dial listen subscribe watch spawn fork duplicate begin tail'.split(
    ' ',
  ),
);

/** These ask for a thing when they stand alone, and when a word after them says so: `create()`, `createPool()`, not `createOrder()`. */
const making = new Set(
  'create make start init initialize setup add on once attach bind new set get fetch request pipe every schedule'.split(
    ' ',
  ),
);

/** What has to be closed, released or cleared, in the words of those who name functions. */
const things = new Set(
  `agent browser channel client connection cursor descriptor handle handler interval listener page pipeline pool
  publisher queue resolver server session socket stream subscriber subscription timeout timer transaction transport
  watcher worker`.split(/\s+/),
);

/** Functions that only pass a call on, so that their name says nothing of what was asked for. */
const passing = new Set('all any race then catch finally call apply bind map forEach reduce run next'.split(' '));

/** Whether the name says nothing of what was asked for. */
export const passesOn = (name: string): boolean => passing.has(name);

const wordsOf = (name: string): readonly string[] =>
  name
    .split(/(?<=[a-z\d])(?=[A-Z])|[_$#.]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());

/**
 * Whether a function of this name gives its caller something to give back, as far as names tell: `connect`, `openFile`,
 * `createClient`, `getConnection`, but not `lookup`, `render` or `createOrder`.
 */
export function asksForResource(name: string): boolean {
  const [verb, ...rest] = wordsOf(name);
  if (verb === undefined) return true;
  if (acquiring.has(verb) || [verb, ...rest].some((word) => things.has(word) || things.has(word.replace(/s$/, ''))))
    return true;
  return making.has(verb) && rest.length === 0;
}
