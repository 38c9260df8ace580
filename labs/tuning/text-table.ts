import { brokenPromises, gain, isPassed, type LabResult, type VariantFigures } from './lab-result.js';
import { leaklineSeconds, promises, type VariantId } from './variants.js';

const count = (value: number): string => Math.round(value).toLocaleString('en-US');
const milliseconds = (value: number | undefined): string => (value === undefined ? 'none' : `${count(value)} ms`);

const listErrors = (errors: Readonly<Record<string, number>>): string =>
  Object.entries(errors)
    .map(([kind, times]) => `${count(times)} × ${kind}`)
    .join(', ') || 'none';

type Cell = { readonly text: string; readonly isBroken: boolean };
type Row = readonly [title: string, cell: (figures: VariantFigures) => Cell];

const plain =
  (text: (figures: VariantFigures) => string): Row[1] =>
  (figures) => ({ text: text(figures), isBroken: false });

const promised =
  (name: keyof typeof promises, text: (figures: VariantFigures) => string): Row[1] =>
  (figures) => ({ text: text(figures), isBroken: brokenPromises(figures).includes(name) });

/** What the table of terminal, page and documentation says, row by row. */
export const rows: readonly Row[] = [
  ['Web workers + queue workers', plain(({ variant }) => `${variant.webWorkers} + ${variant.queueWorkers}`)],
  ['Pool of each web worker', plain(({ variant }) => (variant.poolMax === 0 ? 'none' : count(variant.poolMax)))],
  ['Good answers per second', plain(({ goodPerSecond }) => count(goodPerSecond))],
  ['p50', plain(({ latencyMs }) => milliseconds(latencyMs?.p50))],
  [`p95 (below ${promises.p95Ms} ms)`, promised('p95Ms', ({ latencyMs }) => milliseconds(latencyMs?.p95))],
  ['Error rate (below 1 %)', promised('errorRate', ({ errorRate }) => `${(100 * errorRate).toFixed(1)} %`)],
  ['Errors', plain(({ errors }) => listErrors(errors))],
  ['PostgreSQL connections at peak (below 100)', promised('postgres', ({ peaks }) => count(peaks.postgres))],
  ['Redis connections at peak (below 50)', promised('redis', ({ peaks }) => count(peaks.redis))],
];

const formatRatio = (ratio: number | null): string => (ratio === null ? 'not known' : `${ratio.toFixed(2)} times`);

/** Heading of what `leakline compare` says. */
export const comparedBy = '`leakline compare` on two runs: the document’s before, then the tuned shop';

/** What the numbers come to. */
export function conclusions(result: LabResult): readonly string[] {
  const of = (before: VariantId): string => formatRatio(gain(result, 'tuned', before));
  const { verdict, budgets, failure } = result.target;
  const kept = budgets.filter(({ passed }) => passed).length;
  const leakline = failure === null ? `${verdict}; ${kept} of ${budgets.length} budgets kept` : failure.message;
  return [
    `The tuned shop gives ${of('no-pool')} the good answers of the shop without pools, and ${of('large-pools')} those of the document’s before.`,
    `Leakline on the tuned shop (${leaklineSeconds} s, so that bytes may stay undecided): ${leakline}.`,
    isPassed(result) ? 'Every promise is kept.' : 'Not every promise is kept: see what is marked.',
  ];
}

/** The result as text: a column for each variant. */
export function formatResult(result: LabResult): string {
  const { variants } = result;
  const table = [
    ['', ...variants.map(({ variant }) => variant.title)],
    ...rows.map(([title, cell]) => [
      title,
      ...variants.map((figures) => {
        const { text, isBroken } = cell(figures);
        return isBroken ? `! ${text}` : text;
      }),
    ]),
  ];
  const widths = (table[0] ?? []).map((_, index) => Math.max(...table.map((row) => row[index]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, '', ...conclusions(result), '', comparedBy, '', result.comparison].join('\n');
}
