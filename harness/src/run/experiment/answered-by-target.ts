import type { AgentReading } from '../../model/target.js';

/**
 * Answers of the target's own servers between two readings, by status; null where no process counts them. A process that
 * ended in between took its count with it: what it answered then counts as the proxy's.
 */
export function answeredBetween(
  before: readonly AgentReading[],
  after: readonly AgentReading[],
): Readonly<Record<string, number>> | null {
  if (!after.some(({ answers }) => answers !== null)) return null;
  const total: Record<string, number> = {};
  for (const { pid, answers } of after) {
    const earlier = before.find((reading) => reading.pid === pid)?.answers ?? {};
    for (const [status, count] of Object.entries(answers ?? {})) {
      const answered = count - (earlier[status] ?? 0);
      if (answered > 0) total[status] = (total[status] ?? 0) + answered;
    }
  }
  return total;
}
