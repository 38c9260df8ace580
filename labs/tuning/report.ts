import { cpus, loadavg } from 'node:os';
import type { LabResult, VariantFigures } from './lab-result.js';
import { documentBudgets, type VariantId } from './variants.js';

/** The load of the machine says how far the milliseconds are to be trusted. */
export const describeMachine = (): string =>
  `Node ${process.versions.node}, ${cpus().length} cores, load average ${loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')}`;

const notMeasured = 'not measured';
const count = (value: number | null): string =>
  value === null ? notMeasured : Math.round(value).toLocaleString('en-US');
const percent = (value: number | null): string => (value === null ? notMeasured : `${(100 * value).toFixed(1)} %`);
const megabytes = (value: number): string => `${Math.round(value / 1e6)} MB`;

function statuses(counts: Readonly<Record<string, number>> | null): string {
  if (counts === null) return notMeasured;
  const errors = Object.entries(counts).filter(([status]) => Number(status) >= 400);
  return errors.map(([status, times]) => `${count(times)} × ${status}`).join(', ') || 'none';
}

/** A number of which the document says how large it may be. */
const limited = (text: string, name: string, { brokenBudgets }: VariantFigures): string =>
  brokenBudgets.includes(name) ? `**${text}**` : text;

type Row = readonly [title: string, cell: (figures: VariantFigures) => string];

const rows: readonly Row[] = [
  ['web + queue workers', ({ variant }) => `${variant.webWorkers} + ${variant.queueWorkers}`],
  ['pool per web worker', ({ variant }) => (variant.poolMax === 0 ? 'none' : String(variant.poolMax))],
  ['answers/s', ({ answersPerSecond }) => count(answersPerSecond)],
  ['good answers/s', ({ goodPerSecond }) => count(goodPerSecond)],
  [`p95 (≤ ${documentBudgets.latencyP95Ms} ms)`, (of) => limited(`${count(of.latencyP95Ms)} ms`, 'latencyP95Ms', of)],
  ['failed visits (≤ 1 %)', (of) => limited(percent(of.errorRate), 'errorRate', of)],
  ['peak PostgreSQL connections (< 100)', (of) => limited(count(of.peaks['pg.connections']), 'pg.connections', of)],
  ['peak Redis connections (< 50)', (of) => limited(count(of.peaks['redis.connections']), 'redis.connections', of)],
  ['processes', ({ processes }) => count(processes)],
  ['peak RSS of all', ({ rssPeakBytes }) => megabytes(rssPeakBytes)],
  ['errors of the proxy', ({ fromProxy }) => statuses(fromProxy)],
  ['errors of the shop itself', (of) => statuses(ownErrors(of))],
];

function ownErrors({ byStatus, fromProxy }: VariantFigures): Readonly<Record<string, number>> | null {
  if (fromProxy === null) return null;
  const own = Object.entries(byStatus).map(([status, times]) => [status, times - (fromProxy[status] ?? 0)] as const);
  return Object.fromEntries(own.filter(([, times]) => times > 0));
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function formatTable(variants: readonly VariantFigures[]): readonly string[] {
  return [
    line(['', ...variants.map(({ variant }) => variant.title)]),
    line(['---', ...variants.map(() => '---:')]),
    ...rows.map(([title, cell]) => line([title, ...variants.map(cell)])),
  ];
}

function formatProcesses({ table }: VariantFigures): readonly string[] {
  const figure = (process: (typeof table)[number], metric: string, format: (value: number) => string): string => {
    const seen = process.metrics[metric];
    return seen === undefined ? '-' : `${format(seen.start)} → ${format(seen.end)} (${format(seen.peak)})`;
  };
  return [
    line(['process', 'RSS', 'fds', 'PostgreSQL', 'Redis']),
    line(['---', '---:', '---:', '---:', '---:']),
    ...table.map((process) =>
      line([
        process.label,
        figure(process, 'rssBytes', megabytes),
        figure(process, 'fds', count),
        figure(process, 'pg.connections', count),
        figure(process, 'redis.connections', count),
      ]),
    ),
  ];
}

const ratio = (after: number | undefined, before: number | undefined): number | null =>
  after === undefined || before === undefined || before === 0 ? null : after / before;

/** The page, and whether the tuned variant keeps every budget and is at least twice as fast as the first. */
export function formatReport(
  result: LabResult,
  comparison: string,
): { readonly text: string; readonly isPassed: boolean } {
  const find = (id: VariantId): VariantFigures | undefined => result.variants.find(({ variant }) => variant.id === id);
  const tuned = find('tuned');
  const gain = ratio(tuned?.goodPerSecond, find('no-pool')?.goodPerSecond);
  const gainOnPools = ratio(tuned?.goodPerSecond, find('large-pool')?.goodPerSecond);
  const isPassed = tuned?.failure === null && tuned.brokenBudgets.length === 0 && gain !== null && gain >= 2;
  const times = (value: number | null): string => (value === null ? notMeasured : `${value.toFixed(2)} ×`);
  const failures = result.variants.flatMap(({ variant, failure }) =>
    failure === null ? [] : [`${variant.title}: ${failure}`],
  );
  const text = [
    '# Tuning lab',
    '',
    `${result.startedAt}, ${(result.durationMs / 1000).toFixed(0)} s. ${result.machine}. 150 users at a time${result.hasNginx ? ', through nginx' : '; without nginx, which is not installed'}.`,
    '',
    ...formatTable(result.variants),
    '',
    'Bold: beyond what the document promises.',
    '',
    `Good answers per second, tuned against a connection per request: ${times(gain)}; against the document’s before: ${times(gainOnPools)}.`,
    ...failures.map((failure) => `\n${failure}`),
    '',
    '## Processes of the tuned shop',
    '',
    'At the first floor → at the last (peak). Peaks of connections are of floors, between blocks.',
    '',
    ...(tuned === undefined ? [] : formatProcesses(tuned)),
    '',
    '## leakline compare no-pool/latest tuned/latest',
    '',
    '```text',
    comparison.trimEnd(),
    '```',
    '',
  ].join('\n');
  return { text, isPassed };
}
