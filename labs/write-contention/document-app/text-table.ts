import type { AppRun, CrashRun } from './run-app.js';

const count = (value: number): string => Math.round(value).toLocaleString('en-US');
const milliseconds = (value: number | null): string => (value === null ? '-' : count(value));

const columns = ['app', 'load', 'non-2xx', 'accepted', 'stored', 'lost', 'ab: failed', 'of length', '/s', 'p50', 'p99'];

const cellsOf = ({ title, load, ab, accepted, stored, lost }: AppRun): readonly string[] => [
  title,
  `${count(load.requests)} at ${load.concurrency}`,
  ...[ab.non2xx, accepted, stored, lost, ab.failed, ab.differentLength, ab.perSecond].map(count),
  milliseconds(ab.p50Ms),
  milliseconds(ab.p99Ms),
];

/** A row for each load, the app's own errors below, then the crash. */
export function formatApps(runs: readonly AppRun[], crash: CrashRun): string {
  const rows = [columns, ...runs.map(cellsOf)];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const pad = (cell: string, index: number): string =>
    index < 2 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0);
  const errors = runs.flatMap(({ title, load, errors: byText }) =>
    Object.entries(byText).map(
      ([error, times]) => `  ${title}, ${count(load.requests)} at ${load.concurrency}: ${count(times)} × ${error}`,
    ),
  );
  const { accepted, stored, pending, lost } = crash;
  return [
    ...rows.map((row) => row.map(pad).join('  ').trimEnd()),
    ...(errors.length === 0 ? [] : ['', 'In the log of the app:', ...errors]),
    '',
    `Killed between the delete and the commit: ${count(accepted)} accepted, ${count(stored)} stored, ${count(pending)} left in Redis, ${count(lost)} lost.`,
  ].join('\n');
}
