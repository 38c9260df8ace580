import { services } from '../../harness/src/model/services/catalogue.js';
import type { TargetTrace } from '../../harness/src/model/trace.js';
import { formatCount } from '../../harness/src/report/format/number.js';

/**
 * `0 active, 63 idle, 0 idle in transaction`: what a database said that its connections did at a floor.
 *
 * @param metric of its connections.
 * @returns an empty text for any other metric, and where the database was not asked.
 */
export function stateWords({ floors }: TargetTrace, metric: string, floorIndex: number): string {
  const sessions = services.find(({ connections }) => connections === metric)?.sessions;
  if (sessions === undefined || sessions === null) return '';
  const states = [
    [sessions.active, 'active'],
    [sessions.idle, 'idle'],
    [sessions.idleInTransaction, 'idle in transaction'],
  ] as const;
  return states
    .flatMap(([id, words]) => {
      const count = floors.values[id]?.[floorIndex] ?? null;
      return count === null ? [] : [`${formatCount(count)} ${words}`];
    })
    .join(', ');
}
