import { escapeHtml, formatMs } from '../../shared/page/html.js';
import { cells, heads, table, words } from '../../shared/page/table.js';
import type { FailedQueryFigures } from '../studies/failed-query.js';
import type { TimeoutFigures } from '../studies/query-timeouts.js';
import { px, ticksUpTo } from './scale.js';

const width = 1_000;
const left = 330;
const right = 30;
const rowHeight = 44;

function renderChart(figures: readonly TimeoutFigures[]): string {
  const endMs = Math.max(...figures.flatMap(({ serverDoneMs, toldMs }) => [serverDoneMs, toldMs])) * 1.05;
  const toX = (ms: number): number => left + (ms / endMs) * (width - left - right);
  const plotHeight = figures.length * rowHeight;
  const grid = ticksUpTo(endMs, 8).map((ms) => {
    const x = px(toX(ms));
    return `<line x1="${x}" x2="${x}" y1="0" y2="${plotHeight}" stroke="var(--line)"/><text class="tiny" text-anchor="middle" x="${x}" y="${plotHeight + 15}">${formatMs(ms)}</text>`;
  });
  const bar = (top: number, ms: number, color: string, title: string): string =>
    `<g><title>${title}: ${formatMs(ms)}</title><rect x="${left}" y="${top}" width="${px(toX(ms) - left)}" height="13" rx="2" style="fill:var(--${color})"/></g>`;
  const rows = figures.map(({ title, toldMs, serverDoneMs }, index) => {
    const top = index * rowHeight + 6;
    return `<text x="0" y="${top + 18}">${escapeHtml(title)}</text>${bar(top, toldMs, 'waiting', 'the caller waited')}${bar(top + 16, serverDoneMs, 'busy', 'the server worked')}`;
  });
  const label = 'How long the caller waited and how long the server worked, by time limit';
  return `<ul class="legend"><li><i style="background:var(--waiting)"></i>the caller waits, then gets the error</li><li><i style="background:var(--busy)"></i>the server works on the statement</li></ul>
<div class="scroll"><svg viewBox="0 0 ${width} ${plotHeight + 20}" role="img" aria-label="${label}">${grid.join('')}${rows.join('')}</svg></div>`;
}

/** A row for each time limit: who is told what, and how long the server goes on. */
export function renderLimits(figures: readonly TimeoutFigures[]): string {
  const rows = figures.map((arm) => {
    const told = `<td class="words wrap">${escapeHtml(arm.error)}${arm.sqlState === null ? '' : ` (${escapeHtml(arm.sqlState)})`}</td>`;
    const values = [
      formatMs(arm.toldMs),
      formatMs(arm.serverDoneMs),
      arm.isConnectionKept ? 'kept' : 'closed',
      arm.nextError === null
        ? formatMs(arm.nextQueryMs)
        : `<span class="bad">${escapeHtml(arm.nextError)}, ${formatMs(arm.nextQueryMs)}</span>`,
    ];
    return `<tr><td class="words"><code>${escapeHtml(arm.title)}</code></td>${told}${cells(values)}</tr>`;
  });
  return `${renderChart(figures)}${table([words('limit'), words('error'), ...heads(['caller told', 'server done', 'connection', 'next SELECT 1'])], rows, 'figures')}`;
}

/** Both time limits for statements. */
export function renderTimeouts(figures: readonly TimeoutFigures[], failed: readonly FailedQueryFigures[]): string {
  const statementMs = figures[0]?.statementMs ?? 0;
  return `<h3 id="timeouts"><code>statement_timeout</code> and <code>query_timeout</code></h3>
<p>A statement of ${statementMs} ms under limits of 150. <code>statement_timeout</code> is the server's: it stops the work. <code>query_timeout</code> is the client's: it stops
the waiting, and the server goes on. <code>pool.query()</code> closes a connection after any error; a client that you took yourself and release without the error goes back with its
statement still running, and the next request waits behind it.</p>
<dl class="names"><dt>SQLAlchemy</dt><dd>none; of the driver</dd><dt>asyncpg</dt><dd>command_timeout (none): in the client, and it asks the server to cancel</dd></dl>
${renderLimits(figures)}
<p>A statement that fails at once and leaves the session as it was:</p><ul class="remarks">${failed.map(renderFailed).join('')}</ul>`;
}

const renderFailed = ({ title, error, isConnectionKept }: FailedQueryFigures): string =>
  `<li><code>${escapeHtml(title)}</code>: “${escapeHtml(error)}”, the connection is ${isConnectionKept ? 'kept' : 'closed'}.</li>`;
