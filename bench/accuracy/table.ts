import type { Outcome } from './judge-server.js';

const z95 = 1.959964;

/** Wilson score interval of a share at 95 %, in percent. */
export function wilsonPercent(hits: number, total: number): string {
  if (total === 0) return '–';
  const share = hits / total;
  const centre = (share + z95 ** 2 / (2 * total)) / (1 + z95 ** 2 / total);
  const half = (z95 * Math.sqrt((share * (1 - share)) / total + z95 ** 2 / (4 * total ** 2))) / (1 + z95 ** 2 / total);
  const percent = (value: number): string => (100 * value).toFixed(1);
  return `${percent(share)} % [${percent(Math.max(0, centre - half))}, ${percent(Math.min(1, centre + half))}]`;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

const count = (outcomes: readonly Outcome[], label: string, verdict: string): number =>
  outcomes.filter((outcome) => outcome.label === label && outcome.verdict === verdict).length;

function confusion(outcomes: readonly Outcome[]): string[] {
  const verdicts = ['leaking', 'clean', 'inconclusive', 'failed'] as const;
  const row = (label: string): string =>
    `| ${label} | ${verdicts.map((verdict) => count(outcomes, label, verdict)).join(' | ')} |`;
  return [
    '| label \\ verdict | leaking | clean | inconclusive | failed |',
    '|---|---|---|---|---|',
    row('leaking'),
    row('clean'),
  ];
}

function scores(outcomes: readonly Outcome[]): string[] {
  const hits = count(outcomes, 'leaking', 'leaking');
  const accused = hits + count(outcomes, 'clean', 'leaking');
  const leaking = outcomes.filter(({ label }) => label === 'leaking').length;
  const f1 = (2 * hits) / (accused + leaking);
  return [
    `precision ${wilsonPercent(hits, accused)}, recall ${wilsonPercent(hits, leaking)}, F1 ${f1.toFixed(3)} (95 % Wilson intervals)`,
  ];
}

function byResource(outcomes: readonly Outcome[]): string[] {
  const resources = [...new Set(outcomes.map(({ label, resource }) => resource ?? label))];
  const row = (resource: string): string => {
    const own = outcomes.filter((outcome) => (outcome.resource ?? outcome.label) === resource);
    const right = own.filter(({ label, verdict }) => label === verdict);
    const seconds = own.map((outcome) => outcome.seconds);
    return `| ${resource} | ${own.length} | ${right.length} | ${quantile(seconds, 0.5).toFixed(1)} | ${quantile(seconds, 0.95).toFixed(1)} |`;
  };
  return ['| resource | runs | right | median s | p95 s |', '|---|---|---|---|---|', ...resources.map(row)];
}

/** The confusion table, precision and recall with their intervals, and time to verdict by resource, as Markdown. */
export function formatTable(outcomes: readonly Outcome[]): string {
  return ['', ...confusion(outcomes), '', ...scores(outcomes), '', ...byResource(outcomes), ''].join('\n');
}
