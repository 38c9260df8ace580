import type { AnyNode, Node } from 'acorn';

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { readonly type?: unknown }).type === 'string';

/** Calls `visit` for a node and everything below it. */
export function walkSyntax(node: Node, visit: (node: AnyNode) => void): void {
  visit(node as AnyNode);
  for (const value of Object.values(node)) {
    if (isNode(value)) walkSyntax(value, visit);
    else if (Array.isArray(value)) for (const item of value) if (isNode(item)) walkSyntax(item, visit);
  }
}
