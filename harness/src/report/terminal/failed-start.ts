import type { RunResult, TargetResult } from '../../model/result.js';
import { formatCoded } from '../format/coded-message.js';
import { formatDuration } from '../format/duration.js';
import { toPrintable } from '../format/printable.js';
import type { Style } from './style.js';

/** Whether the target failed before anything was sent to it. Then its failure is all there is to tell. */
export const neverDriven = ({ failure, endpoints }: TargetResult): boolean =>
  failure !== null && endpoints.every(({ requests }) => requests === 0);

/**
 * One line for a run whose only target could not be reached: `server ! failed after 15.1 s: Nobody took a connection
 * …`. Null when there is more to tell, such as what the target printed.
 */
export function formatFailedStart({ targets, warnings }: RunResult, style: Style): string | null {
  const [target, ...others] = targets;
  if (target === undefined || others.length > 0 || warnings.length > 0 || !neverDriven(target)) return null;
  const { name, failure, durationMs } = target;
  const hasMore = target.warnings.length > 0 || failure === null || failure.message.includes('\n');
  if (hasMore) return null;
  const failed = style.paint('failed', `${style.symbol.failed} ${toPrintable(name)} failed`);
  return `${failed} after ${formatDuration(durationMs)}: ${style.text(toPrintable(formatCoded(failure)))}\n`;
}
