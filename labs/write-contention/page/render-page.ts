import { formatCount } from '../../shared/page/html.js';
import { renderOrigin, renderShell } from '../../shared/page/render-shell.js';
import { tile } from '../../shared/page/table.js';
import { type LabResult, type LoadFigures, throughputRatio } from '../lab-result.js';
import { renderFateChart } from './fate-chart.js';
import { titles } from './html.js';
import { renderLatencyChart } from './latency-chart.js';
import { styles } from './styles.js';
import { renderCauseTable, renderKillTable, renderLoadTable } from './tables.js';
import { renderThroughputChart } from './throughput-chart.js';

/** The whole page: one file, no script, nothing from the network. */
export function renderPage(result: LabResult): string {
  const { loads, kills, startedAt, durationMs, environment } = result;
  const body = `<h1>Write contention: ${renderVerdict(result)}</h1>
<p>One counter, many writers. <b>Direct</b> opens a PostgreSQL connection for each hit, reads the counter, adds one and writes it back.
<b>Pooled</b>, the control, sends one atomic update through a pool of ten connections.
<b>Buffered</b> counts the hit in Redis and answers; a worker stores what has come together in PostgreSQL.</p>
${renderOrigin(startedAt, durationMs, environment)}
${renderTiles(result)}
<h2>What became of every hit</h2>${renderFateChart(loads)}
<h2>Accepted hits per second</h2>${renderThroughputChart(loads)}
<h2>Latency of accepted hits</h2><p class="quiet">Large, middle and small dot: p50, p95, p99. The axis is logarithmic.</p>${renderLatencyChart(loads)}
<h2>Figures</h2>${renderLoadTable(loads)}
<h2>Refused and unanswered, by cause</h2>${renderCauseTable(loads)}
${kills.length === 0 ? '' : renderKills(result)}
<h2>How to read it</h2>
<p><b>Accepted</b> is an answer with a 2xx status. <b>Stored</b> is the growth of the counter in PostgreSQL after the load, read past the service.
<b>Lost</b> is accepted and not stored. An unanswered hit may have been counted or not. The clients run in one process beside the services, the servers and
each other on the same machine: compare them, not the milliseconds.</p>`;
  return renderShell('Write contention', styles, body);
}

function renderVerdict({ loads, isInvariantKept }: LabResult): string {
  const lostDirectly = loads.reduce((sum, { contender, lost }) => (contender === 'with-leak' ? sum + lost : sum), 0);
  const buffered = isInvariantKept
    ? 'the buffered twin stored each accepted hit once'
    : 'the buffered twin broke its promise';
  return `the direct twin lost ${formatCount(lostDirectly)} hits that it had accepted, ${buffered}`;
}

/** The heaviest load: how much of it each stored, and how fast. */
function renderTiles({ loads }: LabResult): string {
  const heaviest = loads.at(-1)?.load;
  if (heaviest === undefined) return '';
  const tiles = loads
    .filter(({ load }) => load.requests === heaviest.requests && load.concurrency === heaviest.concurrency)
    .map((run) =>
      tile(
        `${titles[run.contender]}: stored`,
        `${formatCount(run.stored)} of ${formatCount(run.sent)}`,
        noteOf(run, loads),
      ),
    );
  return `<div class="tiles">${tiles.join('')}</div>`;
}

function noteOf({ contender, load, accepted, acceptedPerSecond }: LoadFigures, loads: readonly LoadFigures[]): string {
  const rate = `${formatCount(accepted)} accepted, ${formatCount(acceptedPerSecond)}/s`;
  const ratio = contender === 'without-leak' ? throughputRatio(loads, load, 'with-leak') : null;
  return ratio === null ? rate : `${rate}, ${ratio.toFixed(0)} × direct`;
}

function renderKills({ kills }: LabResult): string {
  return `<h2>${kills.length} kills with SIGKILL</h2>
<p>Under load, the drain is held at a step from outside (a lock in PostgreSQL, a pause in Redis) or not at all (random); then the worker, the
service or PostgreSQL with all its processes is killed, and started again. Hits that Redis counted must all be stored, once.</p>${renderKillTable(kills)}`;
}
