import type { AnyNode, AssignmentExpression, CallExpression, Program } from 'acorn';
import { full } from 'acorn-walk';
import { lastName } from './called-name.js';

/** A place in the code that may put something into a collection or a variable. */
export interface Write {
  readonly node: AnyNode;
  /** Name of the collection or variable; null for one without a name: `find(id).push(…)`. */
  readonly target: string | null;
  /** The method called, `[]=` for an element or property, `=` for the variable itself. */
  readonly how: string;
  /** The first argument where it is a literal, e.g. the name of an event. */
  readonly argument: string | null;
}

function literalText(node: AnyNode | undefined): string | null {
  return node?.type === 'Literal' ? String(node.value) : null;
}

/** With fewer `splice` only takes away, and `set` is no map's. */
const leastArguments: Readonly<Record<string, number>> = { splice: 3, set: 2 };

function callWrite(node: CallExpression): Write | null {
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || callee.computed) return null;
  const how = lastName(callee.property);
  if (how === null || node.arguments.length < (leastArguments[how] ?? 1)) return null;
  return { node, target: lastName(callee.object), how, argument: literalText(node.arguments[0]) };
}

/** Starting anew with nothing keeps nothing: `seen = new Map()`, `last = null`. */
function isEmptyValue(node: AnyNode): boolean {
  if (node.type === 'Literal') return true;
  if (node.type === 'ArrayExpression') return node.elements.length === 0;
  if (node.type === 'ObjectExpression') return node.properties.length === 0;
  return node.type === 'NewExpression' && node.arguments.length === 0;
}

function assignmentWrites(node: AssignmentExpression): readonly Write[] {
  const { left, right, operator } = node;
  if (operator === '=' && isEmptyValue(right)) return [];
  const itself = { node, target: lastName(left), how: '=', argument: null };
  if (left.type !== 'MemberExpression') return [itself];
  const element = { node, target: lastName(left.object), how: '[]=', argument: null };
  return left.computed ? [element] : [itself, element];
}

/** Everything in a program that may put something somewhere. */
export function writesOf(program: Program): readonly Write[] {
  const found: Write[] = [];
  full(program, (node) => {
    if (node.type === 'AssignmentExpression') found.push(...assignmentWrites(node));
    else if (node.type === 'CallExpression') {
      const write = callWrite(node);
      if (write !== null) found.push(write);
    }
  });
  return found;
}
