import type { RawFrame } from '../../model/evidence.js';
import type { OwnCode } from '../source/own-code.js';

/** Where code of one owner calls code of another. */
export interface Border {
  /** Indices into the stack: who calls, and the function that is called. */
  readonly caller: number;
  readonly callee: number;
}

const isNodeFile = ({ file }: RawFrame): boolean => file.startsWith('node:');

/** Every place on a stack where one owner calls another, from the innermost caller outwards. */
export function bordersOf(stack: readonly RawFrame[], { owningPackage }: OwnCode): readonly Border[] {
  const named = stack.map((frame, index) => ({ frame, index })).filter(({ frame }) => !isNodeFile(frame));
  return named.slice(1).flatMap(({ frame, index }, before) => {
    const inner = named[before];
    if (inner === undefined || owningPackage(inner.frame.file) === owningPackage(frame.file)) return [];
    return [{ caller: index, callee: inner.index }];
  });
}
