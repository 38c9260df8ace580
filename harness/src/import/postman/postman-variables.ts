import { toSecret } from '../../platform/secrets/secret.js';
import { maySaySecret } from '../../platform/secrets/secret-name.js';
import { type Fields, fieldsOf, listOf, plainText } from '../values.js';
import type { VariableList } from '../variable-list.js';

/** Replaces `{{names}}` in a text by their values. */
export type Fill = (text: string) => string;

/** The value of a variable may refer to others. Longer chains are cycles, and stay as they are. */
const longestChain = 10;

const isInUse = ({ disabled }: Fields): boolean => disabled !== true;

/** The values that hold at a place in the collection. Those of the innermost folder go first. */
function valuesOf(above: readonly Fields[]): ReadonlyMap<string, string> {
  const given = above.flatMap(({ variable }) => listOf(variable).map(fieldsOf).filter(isInUse));
  return new Map(given.map(({ key, id, value }) => [plainText(key ?? id), plainText(value)]));
}

/** The value for a dynamic variable such as `{{$randomEmail}}`, `{{$guid}}` or `{{$timestamp}}`. */
function freshValue(name: string): string {
  if (/email/i.test(name)) return 'user{n}@example.com';
  return /guid|uuid/i.test(name) ? '{uuid}' : '{n}';
}

/**
 * Creates a function that fills in variables. Variables without a value in the collection come from the environment.
 * Dynamic variables become new numbers.
 */
export function createFill(above: readonly Fields[], variables: VariableList): Fill {
  const values = valuesOf(above);
  const valueFor = (name: string): string => {
    if (name.startsWith('$')) return freshValue(name);
    const value = values.get(name) ?? '';
    if (value === '') return variables.refer(name, `{{${name}}} of the collection`, null);
    const isSecret = maySaySecret(name) && !value.includes('{{') && toSecret(value, '', 'certain').length > 0;
    return isSecret ? variables.refer(name, `{{${name}}} of the collection`, value) : value;
  };
  return (text) => {
    let filled = text;
    for (let step = 0; step < longestChain && filled.includes('{{'); step++)
      filled = filled.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (_all, name: string) => valueFor(name));
    return filled;
  };
}
