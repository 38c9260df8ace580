import { formatCount, formatMs } from '../../shared/page/html.js';
import { cells, heads, table, words } from '../../shared/page/table.js';
import { isQueueing } from '../lab-result.js';
import type { SizedRun, SizingStudy } from '../studies/sizing.js';
import { px, ticksUpTo } from './scale.js';

const width = 1_000;
const left = 250;
const right = 130;
const rowHeight = 34;

const nameOf = ({ max }: SizedRun, { advised, runs, littleConnections }: SizingStudy): string => {
  if (max === advised) return `${max}, the advice`;
  if (max === runs.at(-1)?.max) return `${max}, more than enough`;
  return max < littleConnections ? `${max}, less than in use` : `${max}, the mean in use`;
};

function renderChart(study: SizingStudy): string {
  const endMs = Math.max(...study.runs.map(({ meanWaitMs, heldMs }) => meanWaitMs + heldMs)) * 1.02;
  const toX = (ms: number): number => left + (ms / endMs) * (width - left - right);
  const plotHeight = study.runs.length * rowHeight;
  const grid = ticksUpTo(endMs, 8).map((ms) => {
    const x = px(toX(ms));
    return `<line x1="${x}" x2="${x}" y1="0" y2="${plotHeight}" stroke="var(--line)"/><text class="tiny" text-anchor="middle" x="${x}" y="${plotHeight + 15}">${formatMs(ms)}</text>`;
  });
  const rows = study.runs.map((run, index) => {
    const top = index * rowHeight + 6;
    const waited = toX(run.meanWaitMs) - left;
    const held = toX(run.heldMs) - left;
    return `<text x="0" y="${top + 16}">max: ${nameOf(run, study)}</text>
<rect x="${left}" y="${top}" width="${px(waited)}" height="22" style="fill:var(--waiting)"><title>waits ${run.meanWaitMs.toFixed(1)} ms</title></rect>
<rect x="${px(left + waited)}" y="${top}" width="${px(held)}" height="22" style="fill:var(--busy)"><title>holds ${run.heldMs.toFixed(1)} ms</title></rect>
<text x="${px(left + waited + held + 8)}" y="${top + 16}">waits ${formatMs(run.meanWaitMs)}</text>`;
  });
  return `<ul class="legend"><li><i style="background:var(--waiting)"></i>waits for a connection, on average</li><li><i style="background:var(--busy)"></i>holds it, on average</li></ul>
<div class="scroll"><svg viewBox="0 0 ${width} ${plotHeight + 20}" role="img" aria-label="Mean time waited and held by pool size">${grid.join('')}${rows.join('')}</svg></div>`;
}

/** From what was measured in a generous pool to a size, and that size tried. */
export function renderSizing(study: SizingStudy): string {
  const { arrivalsPerSecond, heldMs, littleConnections, advised, runs } = study;
  const rows = runs.map((run) => {
    const values = [
      formatCount(run.servedPerSecond),
      formatMs(run.heldMs),
      `${run.meanWaitMs.toFixed(1)} ms`,
      `${run.p95WaitMs.toFixed(1)} ms`,
      formatMs(run.p95LatencyMs),
      formatCount(run.peakWaiting),
      run.meanBusy.toFixed(1),
      run.meanActiveOnServer.toFixed(1),
      isQueueing(run) ? '<span class="bad">queues</span>' : '<span class="good">does not queue</span>',
    ];
    return `<tr><td class="words">${nameOf(run, study)}</td>${cells(values)}</tr>`;
  });
  const columns = [
    'served/s',
    'held',
    'mean wait',
    'p95 wait',
    'p95 latency',
    'most waiting',
    'mean in use',
    'mean active on server',
    '',
  ];
  return `<p><b>Connections in use = requests per second × seconds that each holds one</b> (Little's law). Here
${arrivalsPerSecond.toFixed(0)} per second × ${heldMs.toFixed(1)} ms = <b>${littleConnections.toFixed(1)}</b>. That is the mean: requests come in clusters, so a pool of just that size
queues again and again. Two standard deviations more, L + 2√L, is <b>${advised}</b>.</p>
<p>The same ${formatCount(runs[0]?.requests ?? 0)} requests, arriving at random moments, on each size:</p>
${renderChart(study)}${table([words('max'), ...heads(columns)], rows, 'figures')}
<p class="quiet">“Queues”: the mean wait is more than a twentieth of the time held. Mean in use is the pool's own gauge, read every 5 ms; mean active is the server's.</p>`;
}
