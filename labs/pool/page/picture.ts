import { escapeHtml, formatCount, formatMs } from '../../shared/page/html.js';
import { cells, heads, table, words } from '../../shared/page/table.js';
import type { Picture } from '../take-picture.js';
import { renderTimelineChart } from './timeline-chart.js';

/** Pictures on one scale of time, so that they can be compared, and their figures below. */
export function renderPictures(pictures: readonly Picture[]): string {
  const endMs = Math.max(1, ...pictures.map(({ timeline }) => timeline.endMs));
  const drawn = pictures.map(
    (picture) => `<h4><code>${escapeHtml(picture.title)}</code></h4>${renderTimelineChart(picture, endMs)}`,
  );
  return `${drawn.join('')}${renderFigures(pictures)}`;
}

const bad = (count: number): string => (count === 0 ? '0' : `<span class="bad">${formatCount(count)}</span>`);

function renderFigures(pictures: readonly Picture[]): string {
  const columns = [
    'served',
    'failed',
    'still waiting',
    'longest wait',
    'most waiting',
    'most in use',
    'opened',
    'closed',
    'open at the end',
    'server at the end',
  ];
  const rows = pictures.map(({ title, summary }) => {
    const values = [
      formatCount(summary.served),
      bad(summary.failed),
      bad(summary.stillWaiting),
      formatMs(summary.longestWaitMs),
      ...[
        summary.peakWaiting,
        summary.peakBusy,
        summary.opened,
        summary.closed,
        summary.openAtEnd,
        summary.serverAtEnd,
      ].map(formatCount),
    ];
    return `<tr><td class="words"><code>${escapeHtml(title)}</code></td>${cells(values)}</tr>`;
  });
  return table([words('settings'), ...heads(columns)], rows, 'figures');
}
