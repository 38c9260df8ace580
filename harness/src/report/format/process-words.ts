import { fixedMetrics, type MetricId, metricCatalogue } from '../../model/metrics/catalogue.js';
import type { ProcessFigure, ProcessResult } from '../../model/result.js';
import { formatBytes, formatCount } from './number.js';

/** A metric that a table of processes shows, where any of them has it. */
export interface ProcessColumn {
  readonly title: string;
  readonly metric: MetricId;
  readonly format: (value: number) => string;
}

const formats = { bytes: formatBytes, count: formatCount } as const;

/** Memory first, then what it holds, then what servers count. */
const columns: readonly ProcessColumn[] = fixedMetrics.toReversed().flatMap((metric) => {
  const { ofProcess, unit } = metricCatalogue[metric];
  return typeof ofProcess === 'string' ? [{ title: ofProcess, metric, format: formats[unit] }] : [];
});

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
