import type { AnyNode, Program } from 'acorn';
import { full } from 'acorn-walk';
import type { Called } from '../../../model/evidence.js';
import { containsPlace } from '../source/syntax/functions.js';
import { lastName } from './called-name.js';

export type Call = Extract<AnyNode, { type: 'CallExpression' | 'NewExpression' }>;

const isCall = (node: AnyNode): node is Call => node.type === 'CallExpression' || node.type === 'NewExpression';

/** Where V8 reports a call: at its `new`, at the name of the method, else at the beginning of the call. */
function reportedAt(node: Call): AnyNode {
  return node.type === 'CallExpression' && node.callee.type === 'MemberExpression' ? node.callee.property : node;
}

const startsAt = ({ loc }: AnyNode, line: number, column: number): boolean =>
  loc?.start.line === line && loc.start.column === column - 1;

const toCalled = (node: Call): Called => ({ name: lastName(node.callee), isNew: node.type === 'NewExpression' });

/**
 * The call at the place of a stack frame, or the call that is awaited there. Null when the code has no call there.
 * Lines and columns count from 1.
 */
export function callAt(program: Program, line: number, column: number): Call | null {
  let exact: Call | null = null;
  let around: Call | null = null;
  full(program, (node) => {
    if (node.type === 'AwaitExpression' && startsAt(node, line, column) && isCall(node.argument))
      exact ??= node.argument;
    if (!isCall(node) || !containsPlace(node, line, column)) return;
    if (startsAt(reportedAt(node), line, column)) exact = node;
    else if (around === null || node.end - node.start < around.end - around.start) around = node;
  });
  return exact ?? around;
}

/** What is called at the place of a stack frame. Null when there is no call. */
export function calledAt(program: Program, line: number, column: number): Called | null {
  const found = callAt(program, line, column);
  return found === null ? null : toCalled(found);
}
