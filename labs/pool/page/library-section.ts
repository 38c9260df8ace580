import { escapeHtml, formatMs } from '../../shared/page/html.js';
import { cells, heads, table, words } from '../../shared/page/table.js';
import type { LibraryResult, LibraryResults } from '../libraries/library-study.js';
import { renderStudy } from './parameter-section.js';
import { renderLimits } from './timeout-section.js';

/** The pools of Python's libraries: what a request costs, then every setting. */
export function renderLibraries({ results, missing }: LibraryResults): string {
  const left = missing === null ? '' : `<p class="bad">${escapeHtml(missing)}</p>`;
  const costs = results.length === 0 ? '' : renderCosts(results);
  return `<p>The pools that the lessons are about, played by a Python program on the same server. Neither library has a gauge of who waits; the program counts
requests without a connection, and takes off those for which one is being opened. The dashed line counts connections by <code>application_name</code>.</p>${left}${costs}
${results.map(renderLibrary).join('')}`;
}

function renderCosts(results: readonly LibraryResult[]): string {
  const columns = ['connect', 'query', 'close', 'p50 without', 'p50 with', 'ratio'];
  const rows = results.map(({ versions, costs }) => {
    const { connectMs, queryMs, closeMs, withoutP50Ms, withPoolP50Ms } = costs;
    const times = [connectMs, queryMs, closeMs, withoutP50Ms, withPoolP50Ms].map((ms) => `${ms.toFixed(2)} ms`);
    const ratio = `${(withoutP50Ms / withPoolP50Ms).toFixed(1)} ×`;
    return `<tr><td class="words">${escapeHtml(versions)}</td>${cells([...times, ratio])}</tr>`;
  });
  return `<p><code>SELECT 1</code> by one client. Without a pool a request connects, queries and closes.</p>${table([words('library'), ...heads(columns)], rows, 'figures')}`;
}

function renderLibrary({ library, versions, studies, timeouts }: LibraryResult): string {
  const shown = studies.map((study) => renderStudy(study, [['pg', study.pg]]));
  return `<h3 id="${library}">${escapeHtml(versions)}</h3>${shown.join('')}${timeouts.length === 0 ? '' : renderTimeouts(timeouts)}`;
}

function renderTimeouts(timeouts: LibraryResult['timeouts']): string {
  const [first] = timeouts;
  return `<h3 id="command_timeout"><code>command_timeout</code></h3><p>How long the client waits for a statement, here of ${formatMs(first?.statementMs ?? 0)}. Then it asks the server to cancel it. Default: for ever.</p>
<dl class="names"><dt>pg</dt><dd>query_timeout, which does not cancel</dd></dl>${renderLimits(timeouts)}`;
}
