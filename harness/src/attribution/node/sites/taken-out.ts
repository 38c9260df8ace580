import type { AnyNode, Program } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import type { RetainerLink } from '../../../model/evidence.js';
import type { Script } from '../source/script.js';
import { toPath } from '../source/to-path.js';
import { lastName } from './called-name.js';

const adding = new Set(['add', 'set', 'push', 'unshift']);

/** Methods of collections that take nothing out and do not pass the collection on. */
const looking = new Set([
  ...['has', 'get', 'at', 'includes', 'indexOf', 'forEach', 'keys', 'values', 'entries'],
  ...['map', 'filter', 'find', 'findIndex', 'some', 'every', 'reduce', 'join'],
]);

const counting = new Set(['size', 'length']);

/** A node with all nodes that lie around it, outermost first. */
type Use = readonly AnyNode[];

/** An object's collections are made in its constructor. */
const isInConstructor = (use: Use): boolean =>
  use.some((node) => node.type === 'MethodDefinition' && node.kind === 'constructor');

/** The method that is called on what is used. */
function calledOn(use: Use): string | null {
  const [node, parent, grandparent] = use.toReversed();
  if (parent?.type !== 'MemberExpression' || parent.object !== node || parent.computed) return null;
  const isCalled = grandparent?.type === 'CallExpression' && grandparent.callee === parent;
  return isCalled ? lastName(parent.property) : null;
}

/** Whether a use of a collection leaves everything in it. */
function leavesAll(use: Use): boolean {
  const [node, parent, grandparent] = use.toReversed();
  switch (parent?.type) {
    case 'AssignmentExpression':
      return parent.left === node && parent.operator === '=' && isInConstructor(use);
    case 'VariableDeclarator':
      return parent.id === node;
    case 'ForOfStatement':
      return parent.right === node;
    case 'SpreadElement':
      return true;
    case 'MemberExpression': {
      const called = calledOn(use);
      if (called !== null) return adding.has(called) || looking.has(called);
      const isRead = parent.object === node && !parent.computed && grandparent?.type !== 'AssignmentExpression';
      return isRead && counting.has(lastName(parent.property) ?? '');
    }
    default:
      return false;
  }
}

/** The parser calls `#seen` `seen`. */
function isField(node: AnyNode, edge: string): boolean {
  if (node.type !== 'MemberExpression' || node.computed) return false;
  const sign = node.property.type === 'PrivateIdentifier' ? '#' : '';
  return `${sign}${lastName(node.property)}` === edge;
}

const isVariable = (node: AnyNode, edge: string): boolean => node.type === 'Identifier' && node.name === edge;

function usesOf(program: Program, isMeant: (node: AnyNode) => boolean): readonly Use[] {
  const uses: Use[] = [];
  fullAncestor(program, (node, _state, ancestors) => {
    if (isMeant(node)) uses.push([...ancestors] as AnyNode[]);
  });
  return uses;
}

const isAdding = (use: Use): boolean => adding.has(calledOn(use) ?? '');

/** The functions around a use, outermost first. */
const functionsAround = (use: Use): Use => use.filter(({ type }) => /Function/.test(type));

/**
 * How the code of the file that writes to it uses what grows. It is found by the name of a field or of a variable of
 * the module.
 */
function usesOfHolder([module, ...links]: readonly RetainerLink[], script: Script | null): readonly Use[] {
  const program = script?.program() ?? null;
  const edge = links.at(-2)?.edge ?? '';
  if (program === null || !/^#?[\w$]+$/.test(edge)) return [];
  const isOfModule = module?.edge === 'module' && links.length === 2;
  if (isOfModule && toPath(module.place?.file ?? '') !== script?.file) return [];
  return usesOf(program, (node) => (isOfModule ? isVariable(node, edge) : isField(node, edge)));
}

/**
 * Whether no code takes anything out of what grows. The file that writes to it, and the files that call it, may only
 * make it empty, add to it, look through it and count. False when that is not certain.
 */
export function isNeverTakenFrom(
  retainers: readonly RetainerLink[],
  script: Script | null,
  callers: readonly Script[] = [],
): boolean {
  const uses = usesOfHolder(retainers, script);
  const others = callers.flatMap((caller) => usesOfHolder(retainers, caller));
  return uses.some(isAdding) && [...uses, ...others].every(leavesAll);
}

/**
 * Whether things are taken out only later, by functions inside the function that adds them. Nobody else can then take
 * them out, and what stays was forgotten there. If the adding function takes things out at once, it makes room, and the
 * collection is bounded.
 */
export function isTakenByItself(retainers: readonly RetainerLink[], script: Script | null): boolean {
  const uses = usesOfHolder(retainers, script);
  const thatAdd = new Set(uses.filter(isAdding).map((use) => functionsAround(use).at(-1)));
  const taking = uses.filter((use) => !leavesAll(use));
  const isLater = (use: Use): boolean =>
    functionsAround(use)
      .slice(0, -1)
      .some((around) => thatAdd.has(around));
  return taking.length > 0 && taking.every(isLater);
}
