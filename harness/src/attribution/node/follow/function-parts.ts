import type { AnyNode, Pattern } from 'acorn';
import { full } from 'acorn-walk';
import type { RawFrame, RetainerLink } from '../../../model/evidence.js';
import type { FollowedFunction } from '../../../model/follow.js';
import { callAt } from '../sites/called-at.js';
import type { Script } from '../source/script.js';
import { type FunctionRange, functionAt } from '../source/syntax/functions.js';
import { toPath } from '../source/to-path.js';

function namesIn(pattern: Pattern): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'RestElement':
      return namesIn(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : namesIn(element)));
    case 'ObjectPattern':
      return pattern.properties.flatMap((part) => namesIn(part.type === 'RestElement' ? part : part.value));
    default:
      return [];
  }
}

const parametersOf = ({ node }: FunctionRange): readonly string[] => node.params.flatMap(namesIn);

/** The function that a frame stands in, with its parameters if its code can be read. */
export function followedAt({ file, line, column }: RawFrame, script: Script | null): FollowedFunction {
  const found = script === null ? null : functionAt(script.functions(), line, column);
  return { place: { file, line, column }, parameters: found === null ? null : parametersOf(found) };
}

function functionNamed(node: AnyNode, functions: readonly FunctionRange[]): FunctionRange | null {
  if (node.type === 'Identifier') return functions.find(({ naming }) => naming?.name === node.name) ?? null;
  return functions.find((range) => range.node === node) ?? null;
}

/** The functions that a call hands over. Each is named by the place where its body begins. */
export function callbacksAt({ file, line, column }: RawFrame, script: Script | null): readonly FollowedFunction[] {
  const program = script?.program() ?? null;
  if (script === null || program === null) return [];
  const functions = script.functions();
  return (callAt(program, line, column)?.arguments ?? []).flatMap((argument) => {
    const found = functionNamed(argument, functions);
    const start = found?.node.body.loc?.start;
    if (found === null || start === undefined) return [];
    return [{ place: { file, line: start.line, column: start.column + 1 }, parameters: parametersOf(found) }];
  });
}

/** Names that a call hands over, alone or within an object. */
function handedNames(node: AnyNode): readonly string[] {
  if (node.type === 'Identifier') return [node.name];
  if (node.type !== 'ObjectExpression') return [];
  return node.properties.flatMap((part) => (part.type === 'Property' ? handedNames(part.value) : []));
}

const isMaking = (node: AnyNode | null | undefined): boolean =>
  node?.type === 'NewExpression' ||
  node?.type === 'CallExpression' ||
  (node?.type === 'AwaitExpression' && isMaking(node.argument));

/**
 * Where the function of a frame makes the object that it hands over at the frame's call. Null when the argument is not
 * one object made in this function.
 */
export function argumentMadeAt(
  { line, column }: RawFrame,
  script: Script | null,
): { readonly line: number; readonly column: number } | null {
  const program = script?.program() ?? null;
  const around = script === null ? null : functionAt(script.functions(), line, column);
  if (program === null || around === null) return null;
  const names = new Set((callAt(program, line, column)?.arguments ?? []).flatMap(handedNames));
  const made: AnyNode[] = [];
  full(around.node.body, (node) => {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || !names.has(node.id.name)) return;
    if (node.init && isMaking(node.init)) made.push(node.init);
  });
  const [only, ...others] = made;
  const start = others.length > 0 ? undefined : only?.loc?.start;
  return start === undefined ? null : { line: start.line, column: start.column + 1 };
}

/**
 * Where a module makes the object in the variable that a chain of retainers begins with. Null when the variable belongs
 * to another module.
 */
export function storeMadeAt(
  [module, variable]: readonly RetainerLink[],
  script: Script | null,
): { readonly line: number; readonly column: number } | null {
  const program = script?.program() ?? null;
  if (script === null || program === null || variable === undefined) return null;
  if (module?.edge !== 'module' || toPath(module.place?.file ?? '') !== script.file) return null;
  let made: AnyNode | null = null;
  full(program, (node) => {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || node.id.name !== variable.edge) return;
    if (node.init && isMaking(node.init)) made ??= node;
  });
  const start = (made as AnyNode | null)?.loc?.start;
  return start === undefined ? null : { line: start.line, column: start.column + 1 };
}
