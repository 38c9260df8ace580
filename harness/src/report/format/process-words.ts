import type { MetricId } from '../../model/metrics.js';
import type { ProcessFigure, ProcessResult } from '../../model/result.js';
import { formatBytes, formatCount } from './number.js';

/** A metric that a table of processes shows, where any of them has it. */
export interface ProcessColumn {
  readonly title: string;
  readonly metric: MetricId;
  readonly format: (value: number) => string;
}

const columns: readonly ProcessColumn[] = [
  { title: 'RSS', metric: 'rssBytes', format: formatBytes },
  { title: 'heap', metric: 'heapUsedBytes', format: formatBytes },
  { title: 'fds', metric: 'fds', format: formatCount },
  { title: 'pg', metric: 'pg.connections', format: formatCount },
  { title: 'Redis', metric: 'redis.connections', format: formatCount },
];

/** The columns that say something of these processes. */
export function processColumns(processes: readonly ProcessResult[]): readonly ProcessColumn[] {
  return columns.filter(({ metric }) => processes.some(({ metrics }) => metrics[metric] !== undefined));
}

/** `20 → 30`, or `20` where nothing that can be read in it changed. */
export function formatProcessChange(figure: ProcessFigure, format: ProcessColumn['format']): string {
  const [start, end] = [format(figure.start), format(figure.end)];
  return start === end ? end : `${start} → ${end}`;
}

/** When a process was not there; empty for one that was there all the time. */
export function formatPresence({ isFromStart, isAtEnd }: ProcessResult): string {
  if (isFromStart) return isAtEnd ? '' : 'ended';
  return isAtEnd ? 'came later' : 'came and ended';
}
