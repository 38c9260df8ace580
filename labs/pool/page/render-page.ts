import { renderOrigin, renderShell } from '../../shared/page/render-shell.js';
import { tile } from '../../shared/page/table.js';
import { advisedRun, isQueueing, type LabResult, spreadOf } from '../lab-result.js';
import { formatRatio, formatSpread, renderContests } from './contest-section.js';
import { renderExhaustion } from './exhaustion-section.js';
import { timelineLegend } from './gauge-chart.js';
import { renderLibraries } from './library-section.js';
import { renderParameter } from './parameter-section.js';
import { renderPictures } from './picture.js';
import { renderSizing } from './sizing-section.js';
import { styles } from './styles.js';
import { renderTimeouts } from './timeout-section.js';

const contents = [
  ['life', 'Life of a pool'],
  ['contest', 'With and without'],
  ['parameters', 'Each setting'],
  ['libraries', 'SQLAlchemy and asyncpg'],
  ['exhaustion', 'Exhaustion and starvation'],
  ['sizing', 'How large'],
].map(([id, title]) => `<li><a href="#${id}">${title}</a></li>`);

/** The whole page: one file, no script, nothing from the network. */
export function renderPage(result: LabResult): string {
  const { life, contests, parameters, timeouts, failedQueries, libraries, exhaustion, namedLine, sizing } = result;
  const body = `<h1>${renderHeadline(result)}</h1>
<p>A connection pool keeps connections to the database open and lends them to requests. A real <code>pg.Pool</code> against a real PostgreSQL; everything below was measured in one run.</p>
${renderOrigin(result.startedAt, result.durationMs, `${result.environment}, load average ${result.loadAverage.toFixed(1)}`)}
<nav aria-label="Contents"><ul>${contents.join('')}</ul></nav>
${renderTiles(result)}
<h2 id="life">The life of a pool</h2>
<p>Five requests at once on a pool of four, then one, then nine, then seven, then little. Each row is a physical connection; above them are the requests that wait for one.</p>
${timelineLegend}${renderPictures([life])}
<h2 id="contest">With a pool and without</h2>${renderContests(contests)}
<h2 id="parameters">Each setting, and what it does</h2>${timelineLegend}${parameters.map(renderParameter).join('')}${renderTimeouts(timeouts, failedQueries)}
<h2 id="libraries">SQLAlchemy and asyncpg</h2>${renderLibraries(libraries)}
<h2 id="exhaustion">Exhaustion and starvation</h2>${renderExhaustion(exhaustion, namedLine)}
<h2 id="sizing">How large should a pool be?</h2>${renderSizing(sizing)}
<h2>How to read it</h2>
<p>The pool, its requests and the server share one machine, so compare ratios and shapes, not milliseconds. A load average above the number of cores means that something else was running, too.
A wait includes the time in which a connection is opened for the request. The server's count comes from <code>pg_stat_activity</code>, asked every 10 ms or so, and lags behind by that much.</p>`;
  return renderShell('Connection pool', styles, body);
}

function renderHeadline({ contests, sizing }: LabResult): string {
  const [point] = contests;
  const ratio = point === undefined ? null : formatRatio(spreadOf(point.pairs, 'latencyRatio').median);
  const fast =
    ratio === null
      ? 'A connection pool'
      : `With a pool a short query was answered ${ratio.replace(' ×', '')} times as fast`;
  return `${fast}; ${sizing.advised} connections were enough for ${sizing.arrivalsPerSecond.toFixed(0)} requests per second`;
}

function renderTiles({ contests, exhaustion, sizing, namedLine }: LabResult): string {
  const ratios = contests.map(({ title, pairs }) =>
    tile(
      `p50 latency, ${title}`,
      formatRatio(spreadOf(pairs, 'latencyRatio').median),
      `with a pool, of ${pairs.length} pairs; throughput ${formatSpread(spreadOf(pairs, 'throughputRatio'))}`,
    ),
  );
  const advised = advisedRun(sizing);
  const verdict = advised === undefined ? '' : isQueueing(advised) ? ', and it queued' : ', and nobody waited';
  const starved = exhaustion.starved[0]?.summary;
  return `<div class="tiles">${ratios.join('')}
${tile('Advised size', String(sizing.advised), `mean in use ${sizing.littleConnections.toFixed(1)} by Little's law${verdict}`)}
${starved === undefined ? '' : tile('Three forgotten releases', `${starved.stillWaiting} left waiting`, namedLine?.place == null ? 'of 14 requests on a pool of three' : `Leakline names ${namedLine.place}`)}</div>`;
}
