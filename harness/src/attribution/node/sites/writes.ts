import type { AnyNode, AssignmentExpression, CallExpression, Program } from 'acorn';
import { full } from 'acorn-walk';
import { lastName } from './called-name.js';

/** A place in the code that may put something into a collection or a variable. */
export interface Write {
  readonly node: AnyNode;
  /** Name of the collection or variable. Null for one without a name, as in `find(id).push(…)`. */
  readonly target: string | null;
  /** The expression that is written to. Null for a variable that is replaced itself. */
  readonly object: AnyNode | null;
  /** The method that is called, `[]=` for an element or property, `=` for the variable itself. */
  readonly how: string;
  /** The first argument if it is a literal, e.g. the name of an event. */
  readonly argument: string | null;
}

function literalText(node: AnyNode | undefined): string | null {
  return node?.type === 'Literal' ? String(node.value) : null;
}

/** With fewer arguments `splice` only removes, and `set` is not the method of a map. */
const leastArguments: Readonly<Record<string, number>> = { splice: 3, set: 2 };

function callWrite(node: CallExpression): Write | null {
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || callee.computed) return null;
  const how = lastName(callee.property);
  if (how === null || node.arguments.length < (leastArguments[how] ?? 1)) return null;
  return {
    node,
    target: lastName(callee.object),
    object: callee.object,
    how,
    argument: literalText(node.arguments[0]),
  };
}

/** An empty start value keeps nothing: `seen = new Map()`, `last = null`. */
function isEmptyValue(node: AnyNode): boolean {
  if (node.type === 'Literal') return true;
  if (node.type === 'ArrayExpression') return node.elements.length === 0;
  if (node.type === 'ObjectExpression') return node.properties.length === 0;
  return node.type === 'NewExpression' && node.arguments.length === 0;
}

function assignmentWrites(node: AssignmentExpression): readonly Write[] {
  const { left, right, operator } = node;
  if (operator === '=' && isEmptyValue(right)) return [];
  const object = left.type === 'MemberExpression' ? left.object : null;
  const itself = { node, target: lastName(left), object, how: '=', argument: null };
  if (left.type !== 'MemberExpression') return [itself];
  const element = { node, target: lastName(left.object), object, how: '[]=', argument: null };
  return left.computed ? [element] : [itself, element];
}

const reacting = new Set(['then', 'catch', 'finally']);
const combining = new Set(['race', 'any', 'all', 'allSettled']);

/** Waiting for a promise adds a reaction to it. The reaction stays until the promise is settled. */
function waitingWrite(node: AnyNode): Write | null {
  const waits = (how: string, object: AnyNode): Write => ({ node, target: '', object, how, argument: null });
  if (node.type === 'AwaitExpression') return waits('await', node.argument);
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null;
  const method = lastName(node.callee.property) ?? '';
  if (reacting.has(method)) return waits('then', node.callee.object);
  const [list] = node.arguments;
  return combining.has(method) && list?.type === 'ArrayExpression' ? waits('race', list) : null;
}

/** Every place in a program that may wait for a promise that something else holds too. */
export function waitsOf(program: Program): readonly Write[] {
  const found: Write[] = [];
  full(program, (node) => {
    const write = waitingWrite(node);
    if (write !== null) found.push(write);
  });
  return found;
}

/** Every place in a program that may put something into a collection or a variable. */
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
