import { fixedMetrics, type MetricId, metricCatalogue } from '../../model/metrics/catalogue.js';
import type { ProcessFigure, ProcessResult } from '../../model/result.js';
import { formatBytes, formatCount } from './number.js';

/** A metric that a table of processes shows if any of them has it. */
export interface ProcessColumn {
  readonly title: string;
  readonly metric: MetricId;
  readonly format: (value: number) => string;
}

const formats = { bytes: formatBytes, count: formatCount } as const;

/** Memory first, then what it consists of, then what servers count. */
const columns: readonly ProcessColumn[] = fixedMetrics.toReversed().flatMap((metric) => {
  const { ofProcess, unit } = metricCatalogue[metric];
  return typeof ofProcess === 'string' ? [{ title: ofProcess, metric, format: formats[unit] }] : [];
});

/** The columns that at least one of these processes has a value for. */
export function processColumns(processes: readonly ProcessResult[]): readonly ProcessColumn[] {
  return columns.filter(({ metric }) => processes.some(({ metrics }) => metrics[metric] !== undefined));
}

/** For example `20 → 30`, or `20` when no change can be seen. */
export function formatProcessChange(figure: ProcessFigure, format: ProcessColumn['format']): string {
  const [start, end] = [format(figure.start), format(figure.end)];
  return start === end ? end : `${start} → ${end}`;
}

/** When a process did not exist. Empty for one that existed all the time. */
export function formatPresence({ isFromStart, isAtEnd }: ProcessResult): string {
  if (isFromStart) return isAtEnd ? '' : 'ended';
  return isAtEnd ? 'came later' : 'came and ended';
}
