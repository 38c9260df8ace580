import type { AnyNode } from 'acorn';
import { full } from 'acorn-walk';
import type { RawFrame } from '../../../model/evidence.js';
import type { RawEvidence } from '../../raw-evidence.js';
import type { ScriptLibrary } from '../source/script.js';
import { type FunctionRange, functionAt } from '../source/syntax/functions.js';
import { lastName } from './called-name.js';

const isCallOf = (node: AnyNode, name: string): boolean =>
  (node.type === 'CallExpression' || node.type === 'NewExpression') && lastName(node.callee) === name;

const allocates = ({ type }: AnyNode): boolean =>
  type === 'NewExpression' || type === 'ObjectExpression' || type === 'ArrayExpression' || type === 'TemplateLiteral';

function firstInside({ node }: FunctionRange, isWanted: (inner: AnyNode) => boolean): AnyNode | null {
  let first: AnyNode | null = null;
  full(node.body, (inner) => {
    if (isWanted(inner) && (first === null || inner.start < first.start)) first = inner;
  });
  return first;
}

const simpleName = ({ functionName }: RawFrame): string | null => functionName?.split(/[.\s]/).at(-1) ?? null;

function placeInside(range: FunctionRange, callee: RawFrame | undefined): AnyNode | null {
  const name = callee === undefined ? null : simpleName(callee);
  if (name !== null) return firstInside(range, (node) => isCallOf(node, name));
  return callee === undefined ? firstInside(range, allocates) : null;
}

/**
 * V8's heap profiler knows functions and not lines: each of its frames is at the place where the function begins. This
 * moves a frame to its first call of the function above it on the stack. The innermost frame moves to the first
 * expression that makes an object.
 */
function refineAllocationStack(stack: readonly RawFrame[], scripts: ScriptLibrary): readonly RawFrame[] {
  return stack.map((frame, index) => {
    const script = scripts.ownCode.isPackageFile(frame.file) ? null : scripts.script(frame.file);
    const range = script === null ? null : functionAt(script.functions(), frame.line, frame.column);
    const start = range === null ? null : placeInside(range, stack[index - 1])?.loc?.start;
    return start ? { ...frame, line: start.line, column: start.column + 1 } : frame;
  });
}

/** Moves the frames of every allocation to the lines that were meant. */
export const refineAllocations = <Evidence extends Pick<RawEvidence, 'allocations'>>(
  raw: Evidence,
  scripts: ScriptLibrary,
): Evidence => ({
  ...raw,
  allocations: raw.allocations.map((site) => ({ ...site, stack: refineAllocationStack(site.stack, scripts) })),
});
