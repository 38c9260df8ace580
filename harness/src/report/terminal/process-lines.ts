import type { ProcessFigure, ProcessResult } from '../../model/result.js';
import { formatCount } from '../format/number.js';
import { toPrintable, truncate } from '../format/printable.js';
import { formatPresence, formatProcessChange, type ProcessColumn, processColumns } from '../format/process-words.js';
import type { Style } from './style.js';

/** Further rows are in `result.json`. */
const mostRows = 16;
const widestLabel = 24;

const notMeasured = '-';

function formatFigure(figure: ProcessFigure | undefined, format: ProcessColumn['format']): string {
  if (figure === undefined) return notMeasured;
  const [start, end, peak] = [figure.start, figure.end, figure.peak].map(format);
  const change = formatProcessChange(figure, format);
  return peak === start || peak === end ? change : `${change} (${peak})`;
}

/** The rows to show. If there are too many, these are the processes whose memory grew most. */
function shownOf(processes: readonly ProcessResult[]): readonly ProcessResult[] {
  if (processes.length <= mostRows) return processes;
  const growth = ({ metrics }: ProcessResult): number => (metrics.rssBytes?.end ?? 0) - (metrics.rssBytes?.start ?? 0);
  const shown = new Set(processes.toSorted((a, b) => growth(b) - growth(a)).slice(0, mostRows));
  return processes.filter((process) => shown.has(process));
}

/**
 * A table with a row for each process. It shows the values at the first and at the last floor, and the peak if it was
 * higher.
 */
export function formatProcesses(processes: readonly ProcessResult[], style: Style): readonly string[] {
  if (processes.length < 2) return [];
  const shown = shownOf(processes);
  const used = processColumns(shown);
  const texts = [
    ['process', ...used.map(({ title }) => title), ''],
    ...shown.map((process) => [
      truncate(toPrintable(process.label), widestLabel),
      ...used.map(({ metric, format }) => formatFigure(process.metrics[metric], format)),
      formatPresence(process),
    ]),
  ];
  const rows = texts.map((row) => row.map(style.text));
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const rest = processes.length - shown.length;
  const more = rest === 0 ? [] : [`and ${formatCount(rest)} more in result.json`];
  return [...lines, ...more].map((line) => style.dim(`  ${line}`));
}
