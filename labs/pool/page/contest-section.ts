import { escapeHtml, formatCount } from '../../shared/page/html.js';
import { cells, heads, table, words } from '../../shared/page/table.js';
import { type Spread, spreadOf } from '../lab-result.js';
import type { Contest } from '../studies/pool-or-not.js';
import { px } from './scale.js';

const width = 1_000;
const left = 250;
const right = 110;
const rowHeight = 34;
const ratios = [
  { title: 'p50 latency', ratio: 'latencyRatio', color: 'busy' },
  { title: 'throughput', ratio: 'throughputRatio', color: 'server' },
] as const;

/** What the source document claims. */
const claimed = { from: 5, to: 10 };

export const formatRatio = (ratio: number): string => `${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(1)} ×`;

export const formatSpread = ({ lowest, median, highest }: Spread): string =>
  `${formatRatio(median)} (${formatRatio(lowest)} to ${formatRatio(highest)})`;

/** A dot for each pair, on a logarithmic axis of ratios, over the band that the source document claims. */
function renderRatios(contests: readonly Contest[]): string {
  const all = contests.flatMap(({ pairs }) =>
    pairs.flatMap(({ latencyRatio, throughputRatio }) => [latencyRatio, throughputRatio]),
  );
  const highest = Math.max(20, ...all);
  const lowest = Math.min(1, ...all);
  const toX = (ratio: number): number =>
    left + (Math.log(ratio / lowest) / Math.log(highest / lowest)) * (width - left - right);
  const rows = contests.flatMap((contest) => ratios.map((kind) => ({ contest, ...kind })));
  const plotHeight = 18 + rows.length * rowHeight;
  const [from, to] = [toX(claimed.from), toX(claimed.to)];
  const ticks = [1, 2, 5, 10, 20, 50, 100, 200, 500].filter((tick) => tick >= lowest && tick <= highest);
  const parts = [
    `<rect x="${px(from)}" y="16" width="${px(to - from)}" height="${plotHeight - 16}" style="fill:var(--band)"/>`,
    `<text class="tiny" text-anchor="middle" x="${px((from + to) / 2)}" y="11">claimed: ${claimed.from} to ${claimed.to} ×</text>`,
    ...ticks.map((tick) => {
      const x = px(toX(tick));
      return `<line x1="${x}" x2="${x}" y1="16" y2="${plotHeight}" stroke="var(--line)"/><text class="quiet" text-anchor="middle" x="${x}" y="${plotHeight + 16}">${tick} ×</text>`;
    }),
    ...rows.map(({ contest, title, ratio, color }, index) => {
      const y = 18 + index * rowHeight + rowHeight / 2;
      const spread = spreadOf(contest.pairs, ratio);
      const name = `<text x="0" y="${y + 4}">${escapeHtml(`${contest.title}, ${title}`)}</text>`;
      const line = `<line x1="${px(toX(spread.lowest))}" x2="${px(toX(spread.highest))}" y1="${y}" y2="${y}" style="stroke:var(--${color});stroke-width:3;opacity:0.5"/>`;
      const dots = contest.pairs.map(
        (pair) =>
          `<circle cx="${px(toX(pair[ratio]))}" cy="${y}" r="5" style="fill:var(--${color})"><title>${formatRatio(pair[ratio])}</title></circle>`,
      );
      const median = `<text x="${width - right + 14}" y="${y + 4}" style="font-weight:600">${formatRatio(spread.median)}</text>`;
      return `${name}${line}${dots.join('')}${median}`;
    }),
  ];
  const label = 'How many times better with a pool, each pair of runs';
  return `<div class="scroll"><svg viewBox="0 0 ${width} ${plotHeight + 22}" role="img" aria-label="${label}">${parts.join('')}</svg></div>`;
}

const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;

function renderFigures(contests: readonly Contest[]): string {
  const columns = [
    'p50 without',
    'p50 with',
    'ratio',
    'per second without',
    'with',
    'ratio',
    'connect',
    'query',
    'close',
  ];
  const median = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  const rows = contests.map(({ title, pairs, withoutParts }) => {
    const { connectMs, queryMs, closeMs } = withoutParts;
    const values = [
      ms(median(pairs.map(({ without }) => without.p50Ms))),
      ms(median(pairs.map(({ withPool }) => withPool.p50Ms))),
      formatSpread(spreadOf(pairs, 'latencyRatio')),
      formatCount(median(pairs.map(({ without }) => without.requestsPerSecond))),
      formatCount(median(pairs.map(({ withPool }) => withPool.requestsPerSecond))),
      formatSpread(spreadOf(pairs, 'throughputRatio')),
      ...[connectMs, queryMs, closeMs].map(ms),
    ];
    return `<tr><td class="words">${escapeHtml(title)}</td>${cells(values)}</tr>`;
  });
  return table([words('load'), ...heads(columns)], rows, 'figures');
}

export function renderContests(contests: readonly Contest[]): string {
  const pairs = contests[0]?.pairs.length ?? 0;
  return `<p>The same load, ${pairs} pairs of runs: once with a pool as large as the number of clients, once with a connection for each request
(connect, query, close). A dot is a pair.</p>${renderRatios(contests)}${renderFigures(contests)}
<p class="quiet">Medians over the pairs; ratios with their lowest and highest. Connect, query and close are the parts of a request without a pool, on average.
The shorter the query, the more of a request is connecting.</p>`;
}
