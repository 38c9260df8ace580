import type { Expression, MemberExpression, SpreadElement } from 'acorn';
import { type Scope, unknown, type Value } from './value.js';
import type { World } from './world.js';

/** What an import or `require` of a known name gives. */
export const evaluateImport = (specifier: Value, scope: Scope, world: World): Value =>
  specifier.kind === 'text' ? world.load(specifier.text, scope.file) : unknown;

/** Items of a list, arguments of a call. */
export function evaluateList(
  elements: readonly (Expression | SpreadElement | null)[],
  scope: Scope,
  world: World,
): Value[] {
  return elements.flatMap((element) => {
    if (element?.type !== 'SpreadElement') return [world.evaluate(element, scope)];
    const spread = world.evaluate(element.argument, scope);
    return spread.kind === 'array' ? spread.items : [unknown];
  });
}

/** The name of a member; null where only the running program knows it. */
export function nameOfMember({ property, computed }: MemberExpression, scope: Scope, world: World): string | null {
  if (!computed) return property.type === 'Identifier' || property.type === 'PrivateIdentifier' ? property.name : null;
  const value = world.evaluate(property, scope);
  return value.kind === 'text' ? value.text : null;
}
