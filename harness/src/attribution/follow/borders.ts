import type { RawFrame } from '../../model/evidence.js';
import { packageFolder } from '../source/owning-package.js';

/** Where code of one owner calls code of another. */
export interface Border {
  /** Indices into the stack: who calls, and the function that is called. */
  readonly caller: number;
  readonly callee: number;
}

const isNodeFile = ({ file }: RawFrame): boolean => file.startsWith('node:');

/** Folder of the package that a file lies in; what lies in none is one's own. */
const ownerOf = ({ file }: RawFrame): string => packageFolder(file)?.folder ?? '';

/** Every place on a stack where one owner calls another, from the innermost caller outwards. */
export function bordersOf(stack: readonly RawFrame[]): readonly Border[] {
  const named = stack.map((frame, index) => ({ frame, index })).filter(({ frame }) => !isNodeFile(frame));
  return named.slice(1).flatMap(({ frame, index }, before) => {
    const inner = named[before];
    return inner === undefined || ownerOf(inner.frame) === ownerOf(frame)
      ? []
      : [{ caller: index, callee: inner.index }];
  });
}
