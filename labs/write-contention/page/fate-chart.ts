import { escapeHtml, formatCount, groupByTitle } from '../../shared/page/html.js';
import type { LoadFigures } from '../lab-result.js';
import { formatLoad, titles } from './html.js';

interface Part {
  readonly title: string;
  readonly color: string;
  readonly labelColor?: string;
  readonly count: (run: LoadFigures) => number;
}

const refusedFor = (pattern: RegExp) => (run: LoadFigures) =>
  Object.entries(run.refusedBy).reduce((sum, [cause, count]) => (pattern.test(cause) ? sum + count : sum), 0);

const noSlotLeft = refusedFor(/connection slots are reserved/);
const tooManyClients = refusedFor(/too many clients/);

/** Every hit sent is in exactly one part. */
const parts: readonly Part[] = [
  { title: 'stored', color: 'var(--stored)', count: ({ accepted, lost }) => accepted - lost },
  { title: 'accepted, then lost', color: 'var(--lost)', count: ({ lost }) => lost },
  { title: 'refused: slots reserved for superusers', color: 'var(--slots)', count: noSlotLeft },
  {
    title: 'refused: too many clients',
    color: 'var(--clients)',
    labelColor: 'var(--on-clients)',
    count: tooManyClients,
  },
  {
    title: 'refused otherwise, or unanswered',
    color: 'var(--other)',
    count: (run) => run.refused + run.unanswered - noSlotLeft(run) - tooManyClients(run),
  },
];

const width = 1_000;
const labelWidth = 90;
const barWidth = width - labelWidth;
const rowHeight = 34;
const barHeight = 24;

/** Narrower parts cannot hold their number; the table below has it. */
const narrowestLabelled = 48;

/** What became of every hit: a bar for each contender and load, all of one length. */
export function renderFateChart(loads: readonly LoadFigures[]): string {
  const runs = groupByTitle(loads, ({ load }) => formatLoad(load));
  const charts = [...runs].map(([title, group]) => `<h3>${title}</h3>${renderGroup(title, group)}`);
  const legend = parts.map(({ title, color }) => `<li><i style="background:${color}"></i>${title}</li>`);
  return `<ul class="legend">${legend.join('')}</ul>${charts.join('')}`;
}

function renderGroup(title: string, group: readonly LoadFigures[]): string {
  const rows = group.map((run, index) => renderRow(run, index * rowHeight));
  const label = escapeHtml(`What became of ${title}`);
  return `<div class="scroll"><svg viewBox="0 0 ${width} ${group.length * rowHeight}" role="img" aria-label="${label}">${rows.join('')}</svg></div>`;
}

function renderRow(run: LoadFigures, top: number): string {
  let left = labelWidth;
  const bars = parts.map((part) => {
    const count = part.count(run);
    const length = (count / run.sent) * barWidth;
    const bar = renderPart(part, count, left, top, length);
    left += length;
    return bar;
  });
  return `<text x="0" y="${top + 17}">${titles[run.contender]}</text>${bars.join('')}`;
}

function renderPart(
  { title, color, labelColor = 'var(--on-bar)' }: Part,
  count: number,
  left: number,
  top: number,
  length: number,
): string {
  if (count === 0) return '';
  const number = formatCount(count);
  const label =
    length < narrowestLabelled
      ? ''
      : `<text x="${left + 8}" y="${top + 17}" style="fill:${labelColor};font-weight:600">${number}</text>`;
  const bar = `<rect x="${left}" y="${top}" width="${length}" height="${barHeight}" style="fill:${color}"/>`;
  return `<g><title>${title}: ${number}</title>${bar}${label}</g>`;
}
