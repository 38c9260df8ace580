import type { BlockFigure } from '../../model/result.js';
import { median, medianInterval } from '../statistics/median.js';

/** Two-sided, as all intervals of Leakline. With 99 % it takes eight blocks. */
const confidence = 0.99;

/** The middle of some blocks, with what their spread leaves open; null with too few of them. */
export function blockFigure(values: readonly number[]): BlockFigure | null {
  const interval = medianInterval(values, confidence);
  return interval === null ? null : { median: median(values), ...interval };
}
