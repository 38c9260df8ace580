import type { AnyNode } from 'acorn';
import type { RawFrame } from '../../model/evidence.js';
import type { FunctionRange } from '../source/syntax/functions.js';

/** A place in the code as a frame of its function. */
export function toFrame(file: string, node: AnyNode, within: FunctionRange | null): RawFrame {
  const start = node.loc?.start;
  return {
    functionName: within?.naming?.name ?? null,
    file,
    line: start?.line ?? 1,
    column: (start?.column ?? 0) + 1,
    isAsync: false,
  };
}
