import type { KillFigures, LabResult, LoadFigures } from './lab-result.js';
import { throughputRatio } from './lab-result.js';

const columns = [
  'twin',
  'load',
  'sent',
  'accepted',
  'refused',
  'unanswered',
  'stored',
  'lost',
  'accepted/s',
  'p50 ms',
  'p95 ms',
  'p99 ms',
];

/** The result as text: a row per load, the causes of refusals below, then the kills. */
export function formatResult(result: LabResult): string {
  const rows = [columns, ...result.loads.map(formatRow)];
  return [
    formatTable(rows),
    ...formatCauses(result.loads),
    ...formatRatios(result.loads),
    ...formatKills(result.kills),
  ].join('\n');
}

const formatCount = (count: number): string => Math.round(count).toLocaleString('en-US');

const formatLoad = ({ requests, concurrency }: LoadFigures['load']): string =>
  `${formatCount(requests)} at ${concurrency}`;

function formatRow(run: LoadFigures): readonly string[] {
  const { sent, accepted, refused, unanswered, stored, lost, acceptedPerSecond, latencyMs } = run;
  const counts = [sent, accepted, refused, unanswered, stored, lost, acceptedPerSecond].map(formatCount);
  const latencies = latencyMs === null ? ['-', '-', '-'] : Object.values(latencyMs).map(formatCount);
  return [run.twin, formatLoad(run.load), ...counts, ...latencies];
}

function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const pad = (cell: string, column: number): string =>
    column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

function formatCauses(loads: readonly LoadFigures[]): readonly string[] {
  const lines = loads.flatMap((run) =>
    [...Object.entries(run.refusedBy), ...Object.entries(run.unansweredBy)].map(
      ([cause, count]) => `  ${run.twin}, ${formatLoad(run.load)}: ${formatCount(count)} × ${cause}`,
    ),
  );
  return lines.length === 0 ? [] : ['', 'Refused or unanswered:', ...lines];
}

function formatRatios(loads: readonly LoadFigures[]): readonly string[] {
  const lines = loads
    .filter(({ twin }) => twin === 'without-leak')
    .map(({ load }) => ({ load, ratio: throughputRatio(loads, load) }))
    .map(
      ({ load, ratio }) =>
        `  ${formatLoad(load)}: ${ratio === null ? 'no hit accepted directly' : `${ratio.toFixed(1)} ×`}`,
    );
  return ['', 'Accepted per second, buffered : direct', ...lines];
}

function formatKills(kills: readonly KillFigures[]): readonly string[] {
  if (kills.length === 0) return [];
  const total = (field: 'sent' | 'accepted' | 'counted' | 'stored' | 'lost' | 'doubled'): string =>
    formatCount(kills.reduce((sum, kill) => sum + kill[field], 0));
  const totals = `${total('sent')} sent, ${total('accepted')} accepted, ${total('counted')} counted by Redis, ${total('stored')} stored`;
  const bad = kills.filter(({ lost, doubled }) => lost + doubled > 0);
  const failures = bad.map((kill) => `  ${kill.victim} ${kill.moment}: ${kill.lost} lost, ${kill.doubled} doubled`);
  return ['', `${kills.length} kills: ${totals}; ${total('lost')} lost, ${total('doubled')} doubled`, ...failures];
}
