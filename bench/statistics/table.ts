import { naiveRuleNames } from './naive-rules.js';
import type { SeriesOutcome } from './run-series.js';

const percent = (part: number, whole: number): string => {
  const share = (100 * part) / whole;
  return share === 0 || share === 100 ? String(share) : share.toFixed(share < 1 || share > 99 ? 1 : 0);
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function outcomeRow({ series, runs, verdicts, seconds, accusedBy }: SeriesOutcome): string {
  const median = seconds[Math.floor(seconds.length / 2)] ?? Number.NaN;
  return row([
    series.name,
    percent(verdicts.leaking, runs),
    percent(verdicts.clean, runs),
    percent(verdicts.inconclusive, runs),
    median.toFixed(1),
    ...naiveRuleNames.map((name) => percent(accusedBy[name], runs)),
  ]);
}

function totalRow(outcomes: readonly SeriesOutcome[]): string {
  const sum = (pick: (outcome: SeriesOutcome) => number): number =>
    outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  const runs = sum((outcome) => outcome.runs);
  return row([
    '**all**',
    percent(
      sum(({ verdicts }) => verdicts.leaking),
      runs,
    ),
    percent(
      sum(({ verdicts }) => verdicts.clean),
      runs,
    ),
    percent(
      sum(({ verdicts }) => verdicts.inconclusive),
      runs,
    ),
    '',
    ...naiveRuleNames.map((name) =>
      percent(
        sum(({ accusedBy }) => accusedBy[name]),
        runs,
      ),
    ),
  ]);
}

/** Markdown tables, of what there is: what is clean (each accusation is false) and what leaks (each clearance is false). */
export function formatStudy(outcomes: readonly SeriesOutcome[]): string {
  const heading = (subject: string): string[] => [
    row([subject, 'Leakline: leaking', 'clean', 'inconclusive', 'median s', ...naiveRuleNames]),
    row(['---', '---:', '---:', '---:', '---:', ...naiveRuleNames.map(() => '---:')]),
  ];
  const table = (subject: string, label: string): string[] => {
    const own = outcomes.filter(({ series }) => series.label === label);
    return own.length === 0 ? [] : [...heading(subject), ...own.map(outcomeRow), totalRow(own)];
  };
  const tables = [table('Clean series', 'clean'), table('Leaking series', 'leaking')];
  return tables
    .filter(({ length }) => length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}
