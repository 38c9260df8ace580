import type { TargetTrace } from '../../model/trace.js';
import { formatCount } from '../format/number.js';

const states = [
  ['pg.active', 'active'],
  ['pg.idle', 'idle'],
  ['pg.idleInTransaction', 'idle in transaction'],
] as const;

/** `0 active, 63 idle, 0 idle in transaction`: what PostgreSQL said its connections did at a floor; empty if it was not asked. */
export function stateWords({ floors }: TargetTrace, floorIndex: number): string {
  return states
    .flatMap(([metric, words]) => {
      const count = floors.values[metric]?.[floorIndex] ?? null;
      return count === null ? [] : [`${formatCount(count)} ${words}`];
    })
    .join(', ');
}
