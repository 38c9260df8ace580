import type { Expression, MemberExpression, SpreadElement } from 'acorn';
import type { Interpreter } from './interpreter.js';
import { type Scope, unknown, type Value } from './value.js';

/** The value of an import or `require` of a known name. */
export const evaluateImport = (specifier: Value, scope: Scope, interpreter: Interpreter): Value =>
  specifier.kind === 'text' ? interpreter.load(specifier.text, scope.file) : unknown;

/** The items of a list, or the arguments of a call. */
export function evaluateList(
  elements: readonly (Expression | SpreadElement | null)[],
  scope: Scope,
  interpreter: Interpreter,
): Value[] {
  return elements.flatMap((element) => {
    if (element?.type !== 'SpreadElement') return [interpreter.evaluate(element, scope)];
    const spread = interpreter.evaluate(element.argument, scope);
    return spread.kind === 'array' ? spread.items : [unknown];
  });
}

/** The name of a member. Null when only the running program knows it. */
export function nameOfMember(
  { property, computed }: MemberExpression,
  scope: Scope,
  interpreter: Interpreter,
): string | null {
  if (!computed) return property.type === 'Identifier' || property.type === 'PrivateIdentifier' ? property.name : null;
  const value = interpreter.evaluate(property, scope);
  return value.kind === 'text' ? value.text : null;
}
