import type { RawFrame } from '../model/evidence.js';

type Place = Pick<RawFrame, 'file' | 'line' | 'column'>;

/** A key that is the same for two frames at the same place. */
export const placeKey = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

/** A key for things of one kind that were made at the same stack. */
export const stackKey = (kind: string, stack: readonly Place[]): string => [kind, ...stack.map(placeKey)].join('\n');
