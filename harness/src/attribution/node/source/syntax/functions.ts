import type {
  AnyNode,
  ArrowFunctionExpression,
  FunctionDeclaration,
  FunctionExpression,
  Identifier,
  Program,
} from 'acorn';
import { fullAncestor } from 'acorn-walk';

type FunctionNode = FunctionDeclaration | FunctionExpression | ArrowFunctionExpression;

/** A function of a script. */
export interface FunctionRange {
  readonly node: FunctionNode;
  /** The identifier that names it: its own, or that of the variable, property or method that it is assigned to. */
  readonly naming: Identifier | null;
}

const isFunction = (node: AnyNode): node is FunctionNode =>
  node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';

const asIdentifier = (node: AnyNode): Identifier | null => (node.type === 'Identifier' ? node : null);

function assignedName(target: AnyNode): Identifier | null {
  return target.type === 'MemberExpression' && !target.computed ? asIdentifier(target.property) : asIdentifier(target);
}

function namingIdentifier(node: FunctionNode, parent: AnyNode | undefined): Identifier | null {
  if (node.type !== 'ArrowFunctionExpression' && node.id) return node.id;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return asIdentifier(parent.id);
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.computed ? null : asIdentifier(parent.key);
    case 'AssignmentExpression':
      return assignedName(parent.left);
    default:
      return null;
  }
}

/** Every function of a program, outer ones before those inside them. */
export function functionsOf(program: Program): readonly FunctionRange[] {
  const found: FunctionRange[] = [];
  fullAncestor(program, (node, _state, ancestors) => {
    if (isFunction(node)) found.push({ node, naming: namingIdentifier(node, ancestors.at(-2)) });
  });
  return found.toSorted((a, b) => a.node.start - b.node.start || b.node.end - a.node.end);
}

/** Whether the place (line and column from 1) lies inside the node. */
export function containsPlace({ loc }: AnyNode, line: number, column: number): boolean {
  if (!loc) return false;
  const isAfterStart = line > loc.start.line || (line === loc.start.line && column - 1 >= loc.start.column);
  const isBeforeEnd = line < loc.end.line || (line === loc.end.line && column - 1 <= loc.end.column);
  return isAfterStart && isBeforeEnd;
}

/** The innermost function around a place; null at the top level. */
export function functionAt(functions: readonly FunctionRange[], line: number, column: number): FunctionRange | null {
  return functions.findLast(({ node }) => containsPlace(node, line, column)) ?? null;
}

/**
 * The name of the innermost function around a place that has a name. A callback without a name takes the name of the
 * function around it.
 */
export function nameAround(functions: readonly FunctionRange[], line: number, column: number): string | null {
  const named = functions.findLast(({ node, naming }) => naming !== null && containsPlace(node, line, column));
  return named?.naming?.name ?? null;
}
