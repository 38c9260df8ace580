import { escapeHtml, formatCount, formatMs, groupByTitle } from '../../shared/page/html.js';
import { cells, heads, table, words } from '../../shared/page/table.js';
import type { KillFigures, LoadFigures } from '../lab-result.js';
import { formatLoad, titles } from './html.js';

const mark = (count: number): string => `<span class="${count === 0 ? 'good' : 'bad'}">${formatCount(count)}</span>`;

/** A row for each contender and load. */
export function renderLoadTable(loads: readonly LoadFigures[]): string {
  const columns = [
    'sent',
    'accepted',
    'refused',
    'unanswered',
    'stored',
    'lost',
    'doubled',
    'accepted/s',
    'p50',
    'p95',
    'p99',
    'drained in',
  ];
  const rows = loads.map((run) => {
    const { sent, accepted, refused, unanswered, stored, lost, doubled, acceptedPerSecond, latencyMs, drainMs } = run;
    const counts = [sent, accepted, refused, unanswered, stored].map(formatCount);
    const latencies = latencyMs === null ? ['–', '–', '–'] : Object.values(latencyMs).map(formatMs);
    const drained = lost > 0 ? 'never' : formatMs(drainMs);
    const values = [...counts, mark(lost), mark(doubled), formatCount(acceptedPerSecond), ...latencies, drained];
    return `<tr><td class="words">${titles[run.contender]}, ${formatLoad(run.load)}</td>${cells(values)}</tr>`;
  });
  return table([words('load'), ...heads(columns)], rows);
}

/** Why hits were refused, in the server's own words. */
export function renderCauseTable(loads: readonly LoadFigures[]): string {
  const rows = loads.flatMap((run) =>
    [...Object.entries(run.refusedBy), ...Object.entries(run.unansweredBy)].map(
      ([cause, count]) =>
        `<tr><td class="words">${titles[run.contender]}, ${formatLoad(run.load)}</td><td class="words wrap">${escapeHtml(cause)}</td>${cells([formatCount(count)])}</tr>`,
    ),
  );
  return rows.length === 0 ? '<p>None.</p>' : table([words('load'), words('answer'), ...heads(['hits'])], rows);
}

/** Kills added up by what was killed and when. */
export function renderKillTable(kills: readonly KillFigures[]): string {
  const groups = groupByTitle(kills, ({ victim, moment }) => `${victim}, ${moment}`);
  const rows = [...groups].map(([title, group]) => {
    const sum = (field: 'sent' | 'accepted' | 'counted' | 'stored' | 'lost' | 'doubled'): number =>
      group.reduce((total, kill) => total + kill[field], 0);
    const counts = [group.length, sum('sent'), sum('accepted'), sum('counted'), sum('stored')].map(formatCount);
    return `<tr><td class="words">${title}</td>${cells([...counts, mark(sum('lost')), mark(sum('doubled'))])}</tr>`;
  });
  const columns = ['kills', 'sent', 'accepted', 'counted by Redis', 'stored', 'lost', 'doubled'];
  return table([words('killed, when the drain was'), ...heads(columns)], rows);
}
