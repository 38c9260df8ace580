const z95 = 1.959964;

/** Wilson score interval of a share at 95 %, in percent (Wilson 1927). */
export function wilsonPercent(hits: number, total: number): string {
  if (total === 0) return '–';
  const share = hits / total;
  const centre = (share + z95 ** 2 / (2 * total)) / (1 + z95 ** 2 / total);
  const half = (z95 * Math.sqrt((share * (1 - share)) / total + z95 ** 2 / (4 * total ** 2))) / (1 + z95 ** 2 / total);
  const percent = (value: number): string => (100 * value).toFixed(1);
  return `${percent(share)} % [${percent(Math.max(0, centre - half))}, ${percent(Math.min(1, centre + half))}]`;
}

/** The smallest value that at least this share of the values does not exceed; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** A row of a Markdown table. */
export const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** Heading of a Markdown table whose columns after the first are numbers. */
export const heading = (first: string, ...columns: readonly string[]): readonly string[] => [
  row(first, ...columns),
  row('---', ...columns.map(() => '---:')),
];
