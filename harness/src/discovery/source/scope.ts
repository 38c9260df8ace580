import type { Pattern } from 'acorn';
import { type Scope, unknown, type Value } from './value.js';

export const innerScope = (parent: Scope, self: Value = parent.self): Scope => ({
  names: new Map(),
  parent,
  file: parent.file,
  self,
});

export function lookUp(scope: Scope | null, name: string): Value {
  for (let look = scope; look !== null; look = look.parent) {
    const value = look.names.get(name);
    if (value !== undefined) return value();
  }
  return unknown;
}

/** Sets a value where the name was declared. */
export function assign(scope: Scope, name: string, value: Value): void {
  for (let look: Scope | null = scope; look !== null; look = look.parent) {
    if (look.names.has(name)) {
      look.names.set(name, () => value);
      return;
    }
  }
  scope.names.set(name, () => value);
}

/** The member of an object, a module, a list or a package. */
export function memberOf(value: Value, name: string): Value {
  if (value.kind === 'package') return { ...value, members: [...value.members, name] };
  if (value.kind === 'object') {
    const found = value.properties.get(name);
    if (found !== undefined) return found;
    // An ES module sees `module.exports = router` as the default export.
    return name === 'default' ? value : unknown;
  }
  if (value.kind === 'array') return value.items[Number(name)] ?? unknown;
  // A router or function that a CommonJS module exports may be asked for its default.
  return name === 'default' ? value : unknown;
}

/** Declares the names of a pattern. */
export function bind(scope: Scope, pattern: Pattern, value: Value, fallback: (node: unknown) => Value): void {
  if (pattern.type === 'Identifier') scope.names.set(pattern.name, () => value);
  else if (pattern.type === 'AssignmentPattern') {
    bind(scope, pattern.left, value.kind === 'unknown' ? fallback(pattern.right) : value, fallback);
  } else if (pattern.type === 'ObjectPattern') {
    for (const property of pattern.properties) {
      if (property.type === 'RestElement') bind(scope, property.argument, value, fallback);
      else if (property.key.type === 'Identifier') {
        bind(scope, property.value, memberOf(value, property.key.name), fallback);
      }
    }
  } else if (pattern.type === 'ArrayPattern') {
    pattern.elements.forEach((element, index) => {
      if (element !== null && element.type !== 'RestElement')
        bind(scope, element, memberOf(value, String(index)), fallback);
    });
  }
}
