import type { RawFrame } from '../../model/evidence.js';

type Place = Pick<RawFrame, 'file' | 'line' | 'column'>;

/** What makes two frames the same place. */
export const placeKey = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

/** Tells the places apart where things of a kind are made. */
export const stackKey = (kind: string, stack: readonly Place[]): string => [kind, ...stack.map(placeKey)].join('\n');
