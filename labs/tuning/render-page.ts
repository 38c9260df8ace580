import type { MetricId } from 'leakline';
import { escapeHtml, formatCount } from '../shared/page/html.js';
import { renderOrigin, renderShell } from '../shared/page/render-shell.js';
import { cells, heads, table, words } from '../shared/page/table.js';
import type { LabResult, VariantFigures } from './lab-result.js';
import { comparedBy, conclusions, rows } from './text-table.js';
import { users } from './variants.js';

const styles = `
  :root { --bar: #2f6fb3; --broken: #b3362f; } @media (prefers-color-scheme: dark) { :root { --bar: #6aa7e6; --broken: #ef8a83; } }
  td.broken { color: var(--broken); font-weight: 600; }
  pre { white-space: pre-wrap; font-size: 13px; background: var(--panel); border-radius: 8px; padding: 12px 16px; }
  .bars { display: grid; grid-template-columns: max-content 1fr; gap: 8px 16px; align-items: center; margin: 16px 0; font-size: 14px; }
  .bars i { display: inline-block; height: 18px; border-radius: 3px; background: var(--bar); vertical-align: middle; margin-right: 8px; }
`;

/** The first column is words, the others are numbers. */
function figures(variants: readonly VariantFigures[]): string {
  const body = rows.map(([title, cell]) => {
    const values = variants.map((figures) => {
      const { text, isBroken } = cell(figures);
      return `<td${isBroken ? ' class="broken"' : ''}>${escapeHtml(text)}</td>`;
    });
    return `<tr>${words(escapeHtml(title))}${values.join('')}</tr>`;
  });
  return table([words(''), ...heads(variants.map(({ variant }) => escapeHtml(variant.title)))], body);
}

/** One bar for each variant, longest 100 %. */
function bars(variants: readonly VariantFigures[]): string {
  const most = Math.max(...variants.map(({ goodPerSecond }) => goodPerSecond));
  const widest = 70;
  const row = ({ variant, goodPerSecond }: VariantFigures): string => {
    const width = most === 0 ? 0 : (widest * goodPerSecond) / most;
    return `<span>${escapeHtml(variant.title)}</span><span><i style="width:${width.toFixed(1)}%"></i>${formatCount(goodPerSecond)}/s</span>`;
  };
  return `<div class="bars">${variants.map(row).join('')}</div>`;
}

type ProcessRow = LabResult['target']['processes'][number];

function processes(all: readonly ProcessRow[]): string {
  const figure = (process: ProcessRow, metric: MetricId, format: (value: number) => string): string => {
    const seen = process.metrics[metric];
    if (seen === undefined) return 'not read';
    const change = seen.start === seen.end ? format(seen.end) : `${format(seen.start)} → ${format(seen.end)}`;
    return seen.peak > Math.max(seen.start, seen.end) ? `${change} (${format(seen.peak)})` : change;
  };
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
  const body = all.map((process) => {
    const { role, label } = process;
    const name = role === 'process' ? `${label} (queue workers)` : label;
    const values = [
      figure(process, 'rssBytes', megabytes),
      figure(process, 'heapUsedBytes', megabytes),
      figure(process, 'fds', formatCount),
      figure(process, 'pg.connections', formatCount),
      figure(process, 'redis.connections', formatCount),
    ];
    return `<tr>${words(escapeHtml(name))}${cells(values)}</tr>`;
  });
  return table([words('Process'), ...heads(['RSS', 'Heap', 'Descriptors', 'PostgreSQL', 'Redis'])], body);
}

/** The lab as a page of its own. */
export function renderPage(result: LabResult): string {
  const { startedAt, durationMs, environment, hasNginx, variants, target, comparison } = result;
  const way = hasNginx ? 'through nginx' : 'without a proxy, because nginx is not installed';
  return renderShell(
    'Tuning lab',
    styles,
    `<h1>A shop before and after its tuning</h1>
${renderOrigin(startedAt, durationMs, environment)}
<p>${users} users at a time, ${way}, on the same machine as the shop, its databases and the clients. Each visit reads a list from PostgreSQL and puts a job into a queue in Redis.</p>
${conclusions(result)
  .map((text) => `<p>${escapeHtml(text)}</p>`)
  .join('\n')}
<h2>Good answers per second</h2>
${bars(variants)}
<h2>In figures</h2>
${figures(variants)}
<p class="quiet">Red: beyond what the source document promises.</p>
<h2>The processes of the tuned shop</h2>
<p>One target for Leakline. At its first reading → at the last (peak, where it was higher).</p>
${processes(target.processes)}
<h2>${escapeHtml(comparedBy.replaceAll('`', ''))}</h2>
<pre>${escapeHtml(comparison)}</pre>`,
  );
}
