import type { KillFigures, LabResult, LoadFigures } from './lab-result.js';
import { throughputRatio } from './lab-result.js';

const columns = [
  'service',
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
  return [run.contender, formatLoad(run.load), ...counts, ...latencies];
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
      ([cause, count]) => `  ${run.contender}, ${formatLoad(run.load)}: ${formatCount(count)} × ${cause}`,
    ),
  );
  return lines.length === 0 ? [] : ['', 'Refused or unanswered:', ...lines];
}

function formatRatios(loads: readonly LoadFigures[]): readonly string[] {
  const format = (ratio: number | null): string => (ratio === null ? 'no hit accepted' : `${ratio.toFixed(1)} ×`);
  const lines = loads
    .filter(({ contender }) => contender === 'without-leak')
    .map(({ load }) => {
      const direct = format(throughputRatio(loads, load, 'with-leak'));
      return `  ${formatLoad(load)}: ${direct} with-leak, ${format(throughputRatio(loads, load, 'pooled'))} pooled`;
    });
  return ['', 'Accepted per second, without-leak against the others:', ...lines];
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
