import { unknown, type Value } from './value.js';

/** What a method of a list gives; null where it is one that nobody needs to know. Callbacks see each item. */
export function callList(
  items: Value[],
  name: string,
  call: (callback: Value, args: readonly Value[]) => Value,
  args: readonly Value[],
): Value | null {
  const [callback = unknown] = args;
  if (name === 'forEach' || name === 'map' || name === 'flatMap') {
    const given = items.map((item) => call(callback, [item]));
    return { kind: 'array', items: given };
  }
  if (name === 'filter' || name === 'sort' || name === 'reverse' || name === 'slice' || name === 'flat')
    return { kind: 'array', items };
  if (name === 'concat')
    return { kind: 'array', items: [...items, ...args.flatMap((arg) => (arg.kind === 'array' ? arg.items : [arg]))] };
  if (name === 'push') {
    items.push(...args);
    return unknown;
  }
  return null;
}
