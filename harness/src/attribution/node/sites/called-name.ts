import type { AnyNode } from 'acorn';

/** The last name of an expression: `visits`, `this.visits`, `log.#visits` and `exports.visits` are all `visits`. */
export function lastName(node: AnyNode): string | null {
  switch (node.type) {
    case 'Identifier':
    case 'PrivateIdentifier':
      return node.name;
    case 'MemberExpression':
      return node.computed ? null : lastName(node.property);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return lastName(node.expression);
    default:
      return null;
  }
}
