import type { RawFrame } from '../../model/evidence.js';

/** Tells the places apart where things of a kind are made. */
export const stackKey = (kind: string, stack: readonly RawFrame[]): string =>
  [kind, ...stack.map(({ file, line, column }) => `${file}:${line}:${column}`)].join('\n');
