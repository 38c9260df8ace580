import type { AnyNode } from 'acorn';
import { full } from 'acorn-walk';

/** Whether the code names this variable or property anywhere. */
export function mentions(node: AnyNode, name: string): boolean {
  let isFound = false;
  full(node, (inner) => {
    if ((inner.type === 'Identifier' || inner.type === 'PrivateIdentifier') && inner.name === name) isFound = true;
    if (inner.type === 'MemberExpression' && !inner.computed && 'name' in inner.property) {
      isFound ||= inner.property.name === name;
    }
  });
  return isFound;
}
