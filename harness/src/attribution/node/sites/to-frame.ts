import type { AnyNode } from 'acorn';
import type { RawFrame } from '../../../model/evidence.js';
import { type FunctionRange, nameAround } from '../source/syntax/functions.js';

/** A place in the code as a frame of its function. */
export function toFrame(file: string, node: AnyNode, functions: readonly FunctionRange[]): RawFrame {
  const line = node.loc?.start.line ?? 1;
  const column = (node.loc?.start.column ?? 0) + 1;
  return { functionName: nameAround(functions, line, column), file, line, column, isAsync: false };
}
