import { text, unknown, type Value } from './value.js';

function entriesOf(value: Value | undefined): readonly (readonly [name: string, value: Value])[] | null {
  if (value?.kind === 'object') return [...value.properties];
  return value?.kind === 'array' ? value.items.map((item, index) => [String(index), item] as const) : null;
}

const listOf = (items: readonly Value[]): Value => ({ kind: 'array', items: [...items] });

/** Makes a list of what each entry becomes. Unknown when the entries are not known. */
const listed =
  (toItem: (name: string, value: Value) => Value) =>
  ([first]: readonly Value[]): Value => {
    const entries = entriesOf(first);
    return entries === null ? unknown : listOf(entries.map(([name, value]) => toItem(name, value)));
  };

const builtins: Readonly<Record<string, (args: readonly Value[]) => Value>> = {
  'Object.entries': listed((name, value) => listOf([text(name), value])),
  'Object.values': listed((_name, value) => value),
  'Object.keys': listed((name) => text(name)),
  'Object.freeze': ([first]) => first ?? unknown,
  'Object.assign': ([first]) => first ?? unknown,
  'Array.from': ([first]) => first ?? unknown,
  'Promise.all': ([first]) => first ?? unknown,
  'Promise.resolve': ([first]) => first ?? unknown,
};

/** The result of a built-in function of JavaScript for lists and objects. Null for all other functions. */
export const callBuiltin = (owner: string, name: string, args: readonly Value[]): Value | null =>
  builtins[`${owner}.${name}`]?.(args) ?? null;
